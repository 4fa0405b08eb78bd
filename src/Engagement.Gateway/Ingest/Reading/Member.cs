using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>One member of an item's properties: where it stands, so that none is walked over twice.</summary>
/// <param name="Value">A text without its quotes; anything else as it stands.</param>
/// <param name="Kind">The value's first token.</param>
internal readonly record struct Member(Slice Name, Slice Value, JsonTokenType Kind)
{
    /// <summary>Reads the member whose name the reader stands on, to its value's end.</summary>
    public static Member Read(ref Utf8JsonReader reader)
    {
        var name = Slice.OfText(reader.TokenStartIndex, reader.ValueSpan.Length, reader.ValueIsEscaped);
        reader.Read();
        var from = reader.TokenStartIndex;
        var kind = reader.TokenType;
        if (kind == JsonTokenType.String)
        {
            return new Member(name, Slice.OfText(from, reader.ValueSpan.Length, reader.ValueIsEscaped), kind);
        }

        reader.Skip();
        return new Member(name, Slice.OfObject(from, reader.BytesConsumed), kind);
    }

    public bool IsNamed(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        if (!Name.IsEscaped)
        {
            return Name.In(body).SequenceEqual(name);
        }

        var reader = new Utf8JsonReader(Name.QuotedIn(body));
        reader.Read();
        return reader.ValueTextEquals(name);
    }
}
