using System.Globalization;

namespace Engagement.Load.Commands;

/// <summary>A verb and <c>--name value</c> options; what comes after a bare <c>--</c> goes to the server as it stands.</summary>
internal sealed class Arguments
{
    private static readonly string[] Known =
    [
        "server", "url", "write-key", "secret-key", "data", "out", "pin", "seed", "port",
        "rounds", "seconds", "warm", "connections", "events", "users", "campaigns", "streams", "rate",
        "requests", "kills", "delay", "duration", "until", "ledger",
    ];

    private readonly Dictionary<string, string> _given = [];

    private Arguments(string verb, string line) => (Verb, Line) = (verb, line);

    public string Verb { get; }

    /// <summary>The whole command line, keys left out, for the report.</summary>
    public string Line { get; }

    public IReadOnlyList<string> ForServer { get; private set; } = [];

    /// <exception cref="ArgumentException">An unknown option, or one without a value.</exception>
    public static Arguments Parse(string[] words)
    {
        var ours = words.TakeWhile(word => word != "--").ToArray();
        var verb = ours.Length > 0 && !ours[0].StartsWith('-') ? ours[0] : "help";
        var arguments = new Arguments(verb, PublicLine(words)) { ForServer = [.. words.SkipWhile(word => word != "--").Skip(1)] };
        for (var index = 1; index < ours.Length; index += 2)
        {
            var name = ours[index].StartsWith("--", StringComparison.Ordinal) ? ours[index][2..] : "";
            if (!Known.Contains(name) || index + 1 == ours.Length)
                throw new ArgumentException($"expected a known --name and its value at '{ours[index]}'");
            arguments._given[name] = ours[index + 1];
        }

        return arguments;
    }

    public string? Text(string name) => _given.GetValueOrDefault(name);

    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    public int Number(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : otherwise;

    public TimeSpan Seconds(string name, double otherwise) => TimeSpan.FromSeconds(
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise);

    private static string PublicLine(string[] words)
    {
        // A path says where a file lies on this machine; only its last part says what was measured.
        var shown = words.Select((word, index) => index > 0 && words[index - 1] is ("--write-key" or "--secret-key") ? "..." : Path.IsPathRooted(word) ? Path.GetFileName(word) : word);
        return "Engagement.Load " + string.Join(' ', shown);
    }
}
