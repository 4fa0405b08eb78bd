namespace Engagement.Core.Messages;

public enum InAppKind : byte
{
    Chat,
    Post,
    Banner,
    Modal,
}

/// <summary>A button. Label and url are templates.</summary>
public sealed record MessageAction(string Id, Template Label, Template? Url);

/// <summary>The words of a message in one language; a null field falls back to the language before it in the chain.</summary>
public sealed record LocalizedText(string Locale, Template? Title, Template? Body, Template? Image, ValueList<MessageAction> Actions);

/// <summary>What is shown inside the app. Text fields are templates over user, event and counters.</summary>
public sealed record InAppContent(
    InAppKind Kind,
    Template? Title,
    Template? Body,
    Template? Image,
    Template? Author,
    ValueList<MessageAction> Actions,
    ValueList<LocalizedText> Locales);
