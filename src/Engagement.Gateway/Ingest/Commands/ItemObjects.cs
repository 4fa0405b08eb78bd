using System.Text.Json;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>The objects of items: properties as far as rules read them, traits whole. What is wrong is noted against the item.</summary>
internal readonly ref struct ItemObjects(ReadOnlySpan<byte> body, RequestContent content, TextCache texts)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <param name="interest">Null: no rule knows the event, and nothing is read.</param>
    public bool TryProperties(int at, in IngestItem item, EventInterest? interest, out EventProperties properties)
    {
        properties = default;
        return interest is null || interest.Properties.Length == 0
            || new PropertyReader(_body, content, texts, interest).TryRead(item, out properties, out var fault)
            || Refuse(at, "/properties", fault);
    }

    /// <summary>A map; <see cref="Value.Missing"/> where there is none.</summary>
    public bool TryTraits(int at, Slice slice, string pointer, out Value traits)
    {
        traits = default;
        if (!slice.IsPresent)
        {
            return true;
        }

        var reader = new Utf8JsonReader(slice.In(_body), BodyReader.Strict);
        reader.Read();
        return new ValueReader(texts).TryRead(ref reader, out traits, out var fault) || Refuse(at, pointer, fault);
    }

    /// <summary>The path that the properties name; absent where they do not.</summary>
    public Slice PathOf(in IngestItem item)
    {
        foreach (ref readonly var member in content.MembersOf(item))
        {
            if (member.Kind == JsonTokenType.String && member.IsNamed("path"u8, _body))
            {
                return member.Value;
            }
        }

        return default;
    }

    private bool Refuse(int at, string pointer, ValueFault fault)
    {
        content.Refuse(at, fault.Reason, pointer + fault.Pointer, fault.Message);
        return false;
    }
}
