using Engagement.Core.Messages;
using System.Text.Json;
using NodaTime;

namespace Engagement.Core.Definitions;

/// <summary>Readers of single values: each null, with the reason said, when the value is not what the document calls for.</summary>
internal static class Scalars
{
    public static bool? Flag(Node node)
    {
        if (node.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return node.Element.GetBoolean();
        }

        node.Refuse("expected true or false");
        return null;
    }

    public static int? Integer(Node node, int from, int to)
    {
        if (node.Kind == JsonValueKind.Number && node.Element.TryGetInt32(out var number) && number >= from && number <= to)
        {
            return number;
        }

        node.Refuse($"expected a whole number from {from} to {to}");
        return null;
    }

    public static double? Number(Node node)
    {
        if (node.Kind == JsonValueKind.Number && node.Element.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        node.Refuse("expected a number");
        return null;
    }

    public static string? Text(Node node, int longest)
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (!string.IsNullOrWhiteSpace(text) && text.Length <= longest)
        {
            return text;
        }

        node.Refuse($"expected a text of 1 to {longest} characters");
        return null;
    }

    public static string? Id(Node node)
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (OpaqueId.IsValid(text))
        {
            return text;
        }

        node.Refuse($"expected an id: a text of 1 to {DefinitionLimits.IdLength} characters without control characters");
        return null;
    }

    public static string? EventName(Node node) => Text(node, DefinitionLimits.EventNameLength);

    /// <summary>A dotted path without empty steps.</summary>
    public static string? Path(Node node)
    {
        var path = Text(node, DefinitionLimits.PathLength);
        if (path is null || !path.Split('.').Contains(string.Empty))
        {
            return path;
        }

        node.Refuse("expected a dotted path such as \"plan\" or \"address.city\"");
        return null;
    }

    public static Instant? Instant(Node node)
    {
        if (node.Kind == JsonValueKind.String && Rfc3339.TryParseInstant(node.Element.GetString(), out var instant))
        {
            return instant;
        }

        node.Refuse("expected an RFC 3339 instant such as \"2026-12-01T00:00:00Z\"");
        return null;
    }

    public static LocalTime? TimeOfDay(Node node)
    {
        if (node.Kind == JsonValueKind.String && WallClock.TryParse(node.Element.GetString(), out var time))
        {
            return time;
        }

        node.Refuse("expected a time of day such as \"09:00\" or \"23:59:30\"");
        return null;
    }

    public static string? Zone(Node node)
    {
        if (node.Kind == JsonValueKind.String && node.Element.GetString() is { } id && Zones.Find(id) is not null)
        {
            return id;
        }

        node.Refuse("expected an IANA time zone such as \"Europe/Oslo\"");
        return null;
    }

    public static string? Locale(Node node)
    {
        if (node.Kind == JsonValueKind.String && node.Element.GetString() is { } tag && LanguageTag.IsWellFormed(tag))
        {
            return tag;
        }

        node.Refuse("expected a BCP 47 language tag such as \"en\" or \"fa-IR\"");
        return null;
    }
}
