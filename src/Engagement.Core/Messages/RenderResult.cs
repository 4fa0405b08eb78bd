namespace Engagement.Core.Messages;

/// <summary>What filling in a message came to.</summary>
public abstract record RenderResult
{
    private RenderResult()
    {
    }

    /// <param name="Content">JSON object, UTF-8: title, body, image, author where there are any, and always actions (id, label, url).</param>
    /// <param name="Locale">Of the text that was chosen, BCP 47.</param>
    public sealed record Rendered(ReadOnlyMemory<byte> Content, string Locale, bool RightToLeft) : RenderResult;

    /// <summary>Nothing may be sent.</summary>
    /// <param name="Path">The hole that could not be filled.</param>
    /// <param name="Reason">For a person to read, naming the path.</param>
    public sealed record Aborted(string Path, string Reason) : RenderResult;
}
