namespace Engagement.Hosting;

/// <summary>Arguments that stand for themselves, such as <c>--demo</c>. All others name a value, in either form that ASP.NET Core takes.</summary>
public static class Switches
{
    /// <summary>Those that nobody knows; ASP.NET Core passes over them.</summary>
    public static IEnumerable<string> Unknown(IReadOnlyList<string> args, params IReadOnlyList<string> known)
    {
        for (var at = 0; at < args.Count; at++)
        {
            if (known.Contains(args[at]) || args[at].Contains('=', StringComparison.Ordinal) || args[at].StartsWith('/'))
            {
                continue;
            }

            if (IsName(args[at]) && at + 1 < args.Count && !IsName(args[at + 1]))
            {
                at++;
                continue;
            }

            yield return $"{args[at]}: unknown; expected {string.Join(", ", known)}, or the name of an option with its value";
        }
    }

    private static bool IsName(string arg) => arg.StartsWith("--", StringComparison.Ordinal);
}
