using System.Text.Json;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>The objects of items: properties as far as rules read them, traits whole. What is wrong is noted against the item.</summary>
internal readonly ref struct ItemObjects(ReadOnlySpan<byte> body, RequestContent content, TextCache texts)
{
    private const int LongestPath = 512;

    private readonly ReadOnlySpan<byte> _body = body;

    /// <param name="interest">Null: no rule knows the event, and nothing is read.</param>
    /// <param name="name">Stands for a property of that name that is not there.</param>
    /// <param name="category">The same.</param>
    public bool TryProperties(
        int at, in IngestItem item, EventInterest? interest, string? name, string? category, out EventProperties properties)
    {
        properties = default;
        if (interest is null || interest.Properties.Length == 0)
        {
            return true;
        }

        var slice = item[Field.Properties];
        var found = slice.IsPresent ? slice.In(_body) : default;
        return new PropertyReader(texts, interest).TryRead(found, name, category, out properties, out var fault)
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

    /// <summary>The path that a page's properties name; null where they do not.</summary>
    public string? PathOf(in IngestItem item)
    {
        // The context has it from every client that has a page; looked for only where it does not.
        var slice = item[Field.Properties];
        if (!slice.IsPresent || item.Context.Path.IsPresent)
        {
            return null;
        }

        var reader = new Utf8JsonReader(slice.In(_body), BodyReader.Strict);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPath = reader.ValueTextEquals("path"u8);
            reader.Read();
            if (isPath && reader.TokenType == JsonTokenType.String)
            {
                return new ValueReader(texts).TryRead(ref reader, out var path, out _) && path.Text is { Length: <= LongestPath } text ? text : null;
            }

            reader.Skip();
        }

        return null;
    }

    private bool Refuse(int at, string pointer, ValueFault fault)
    {
        content.Refuse(at, fault.Reason, pointer + fault.Pointer, fault.Message);
        return false;
    }
}
