using System.Globalization;

namespace Engagement.ReadModels.Storage;

/// <summary>The embedded SQL of one database: numbered sections, each of which lifts it by one version.</summary>
internal sealed class Schema
{
    private const string Mark = "-- version ";

    private readonly string[] _sections;

    private Schema(string[] sections) => _sections = sections;

    public int Version => _sections.Length;

    public static Schema Read(string resource)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded");
        using var reader = new StreamReader(stream);
        var sections = reader.ReadToEnd().Split(Mark)[1..];
        for (var i = 0; i < sections.Length; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            sections[i] = sections[i].StartsWith(number + "\n", StringComparison.Ordinal)
                ? sections[i][number.Length..]
                : throw new InvalidOperationException($"section {number} of {resource} is not marked so");
        }

        return new Schema(sections);
    }

    /// <param name="version">From 1.</param>
    public string Section(int version) => _sections[version - 1];
}
