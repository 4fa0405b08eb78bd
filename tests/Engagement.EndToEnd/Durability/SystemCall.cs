using System.Text.RegularExpressions;

namespace Engagement.EndToEnd.Durability;

/// <summary>One system call as strace wrote it down; entered and left are line numbers, so they tell what came first.</summary>
internal sealed partial record SystemCall(string Name, string Arguments, string Result, int Entered, int Left)
{
    /// <summary>Reads what <c>strace -f -o</c> wrote. Calls that never returned are left out.</summary>
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, (string Name, string Arguments, int Entered)>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Resumed().Match(line) is { Success: true } resumed)
            {
                if (unfinished.Remove(resumed.Groups["thread"].Value, out var begun))
                {
                    calls.Add(new SystemCall(
                        begun.Name, begun.Arguments + resumed.Groups["arguments"].Value, resumed.Groups["result"].Value, begun.Entered, number));
                }
            }
            else if (Unfinished().Match(line) is { Success: true } started)
            {
                unfinished[started.Groups["thread"].Value] = (started.Groups["name"].Value, started.Groups["arguments"].Value, number);
            }
            else if (Whole().Match(line) is { Success: true } whole)
            {
                calls.Add(new SystemCall(
                    whole.Groups["name"].Value, whole.Groups["arguments"].Value, whole.Groups["result"].Value, number, number));
            }
        }

        return calls;
    }

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>(?<arguments>.*)\) += (?<result>-?\d+)", RegexOptions.Singleline)]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*) <unfinished \.\.\.>$", RegexOptions.Singleline)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)\) += (?<result>-?\d+)", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
