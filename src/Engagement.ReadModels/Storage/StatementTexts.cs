namespace Engagement.ReadModels.Storage;

/// <summary>The SQL of a dialect by name, from an embedded file: each after a line <c>-- name</c>.</summary>
internal sealed class StatementTexts
{
    private const string Mark = "\n-- ";

    private readonly Dictionary<string, string> _texts;

    private StatementTexts(Dictionary<string, string> texts) => _texts = texts;

    public string this[string name] => _texts[name];

    public static StatementTexts Read(string resource)
    {
        using var stream = typeof(StatementTexts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded");
        using var reader = new StreamReader(stream);
        var sections = reader.ReadToEnd().Split(Mark)[1..].Select(section => section.Split('\n', 2));
        return new StatementTexts(sections.ToDictionary(section => section[0], section => section[1].Trim()));
    }
}
