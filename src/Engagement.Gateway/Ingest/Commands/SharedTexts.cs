namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Strings and whereabouts that all requests of a process share. Safe for any number of threads.</summary>
internal sealed class SharedTexts
{
    public TextCache Texts { get; } = new();

    public ContextCache Contexts { get; } = new();
}
