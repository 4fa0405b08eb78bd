using System.Text.Json;
using Engagement.Core;
using NodaTime;

namespace Engagement.Gateway.Http;

/// <summary>
/// The members of an object in a request. Whoever reads it asks for each by name; what is wrong is noted with its pointer, and
/// <see cref="End"/> notes what nobody asked for.
/// </summary>
internal sealed class Fields(JsonElement element, string pointer, List<FieldError> errors)
{
    private readonly List<string> _known = [];

    /// <summary>Null, with the fault noted, when the value is no object.</summary>
    public static Fields? Of(JsonElement element, string pointer, List<FieldError> errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new Fields(element, pointer, errors);
        }

        errors.Add(new FieldError(pointer, "expected an object"));
        return null;
    }

    public JsonElement? Any(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string? Text(string name, int longest)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is null || text.Length > longest ? Refuse<string>(name, $"expected a text of at most {longest} characters") : text;
    }

    public string? Id(string name)
    {
        if (Any(name) is not { } value)
        {
            return Refuse<string>(name, "is required");
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return OpaqueId.IsValid(text) ? text : Refuse<string>(name, $"expected an id of 1 to {OpaqueId.MaximumLength} characters");
    }

    public bool? Flag(string name) => Any(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => RefuseValue<bool>(name, "expected true or false"),
    };

    public Instant? Instant(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return Rfc3339.TryParseInstant(text, out var instant) ? instant : RefuseValue<Instant>(name, "expected an RFC 3339 instant");
    }

    /// <summary>One of a few names, by what it stands for. Required.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        var text = Any(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        return text is not null && choices.TryGetValue(text, out var choice)
            ? choice
            : RefuseValue<T>(name, $"expected one of {string.Join(", ", choices.Keys)}");
    }

    public void End()
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                Refuse<string>(member.Name, $"unknown field; expected one of {string.Join(", ", _known)}");
            }
        }
    }

    public T? Refuse<T>(string name, string message)
        where T : class
    {
        errors.Add(new FieldError($"{pointer}/{Escape(name)}", message));
        return null;
    }

    private T? RefuseValue<T>(string name, string message)
        where T : struct
    {
        Refuse<string>(name, message);
        return null;
    }

    private static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
