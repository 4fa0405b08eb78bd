using System.Text.RegularExpressions;

namespace Engagement.Load.Servers;

/// <summary>The two keys of the default workspace, which a node prints once, at its first start.</summary>
internal sealed partial record Keys(string Write, string Secret)
{
    /// <summary>Reads a key out of whatever line it is printed in; keeps the one known where the line has none.</summary>
    public Keys With(string line)
    {
        var write = WriteKey().Match(line);
        var secret = SecretKey().Match(line);
        return new Keys(
            Write.Length == 0 && write.Success ? write.Value : Write,
            Secret.Length == 0 && secret.Success ? secret.Value : Secret);
    }

    public static Keys None { get; } = new("", "");

    public bool AreKnown => Write.Length > 0 && Secret.Length > 0;

    [GeneratedRegex("wk_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex WriteKey();

    [GeneratedRegex("sk_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex SecretKey();
}
