namespace Engagement.Core.Messages;

/// <summary>What filling in a message came to: the message, or the hole for which nothing may be sent.</summary>
/// <param name="Content">JSON object, UTF-8: title, body, image, author where there are any, and always actions (id, label, url). Empty when <see cref="Missing"/>.</param>
/// <param name="Locale">Of the text that was chosen, BCP 47.</param>
/// <param name="Missing">The path that gave nothing fit to be shown; null when the message was made.</param>
/// <param name="Reason">For a person to read, naming the path; null when the message was made.</param>
public readonly record struct RenderResult(
    ReadOnlyMemory<byte> Content, string Locale, bool RightToLeft, string? Missing = null, string? Reason = null);
