using System.Text.Json;
using Engagement.Core.Targeting;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Makes a value from the tokens of one.</summary>
internal readonly ref struct ValueReader(TextCache texts)
{
    private const int ComparedInTurn = 16;

    /// <summary>Reads the value under the reader, to its end.</summary>
    /// <returns>False with the first fault; where the reader then stands does not matter.</returns>
    public bool TryRead(ref Utf8JsonReader reader, out Value value, out ValueFault fault)
    {
        fault = default;
        value = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var read = TryReadText(ref reader, out var text);
                value = read ? Value.Of(text) : default;
                fault = ValueFault.HalfPair;
                return read;
            case JsonTokenType.Number:
                var finite = reader.TryGetDouble(out var number) && double.IsFinite(number);
                value = Value.Of(number);
                fault = ValueFault.NotFinite;
                return finite;
            case JsonTokenType.True or JsonTokenType.False:
                value = Value.Of(reader.TokenType == JsonTokenType.True);
                return true;
            case JsonTokenType.StartArray:
                return TryReadList(ref reader, out value, out fault);
            case JsonTokenType.StartObject:
                return TryReadMap(ref reader, out value, out fault);
            default:
                value = Value.Null;
                return true;
        }
    }

    private bool TryReadText(ref Utf8JsonReader reader, out string text)
    {
        if (!reader.ValueIsEscaped)
        {
            text = texts.Text(reader.ValueSpan);
            return true;
        }

        var length = reader.ValueSpan.Length;
        var spare = length <= 512 ? stackalloc byte[512] : new byte[length];
        var read = Text.TryUnescape(ref reader, spare, out length);
        text = texts.Text(spare[..length]);
        return read;
    }

    private bool TryReadList(ref Utf8JsonReader reader, out Value value, out ValueFault fault)
    {
        var items = new List<Value>();
        value = default;
        fault = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!TryRead(ref reader, out var item, out fault))
            {
                fault = fault.Under(items.Count.ToString());
                return false;
            }

            items.Add(item);
        }

        value = Value.Of(items.ToArray());
        return true;
    }

    private bool TryReadMap(ref Utf8JsonReader reader, out Value value, out ValueFault fault)
    {
        var members = new List<KeyValuePair<string, Value>>();
        HashSet<string>? names = null;
        value = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadText(ref reader, out var name))
            {
                fault = ValueFault.HalfPair;
                return false;
            }

            reader.Read();
            if (IsTwice(members, name, ref names))
            {
                fault = ValueFault.Twice.Under(name);
                return false;
            }

            if (!TryRead(ref reader, out var member, out fault))
            {
                fault = fault.Under(name);
                return false;
            }

            members.Add(new(name, member));
        }

        value = Value.Of(members.ToArray());
        fault = default;
        return true;
    }

    // A few names are compared in turn; many are not, or a hostile map would cost the square of its size.
    private static bool IsTwice(List<KeyValuePair<string, Value>> members, string name, ref HashSet<string>? names)
    {
        if (members.Count < ComparedInTurn)
        {
            foreach (var member in members)
            {
                if (member.Key == name)
                {
                    return true;
                }
            }

            return false;
        }

        names ??= [.. members.Select(member => member.Key)];
        return !names.Add(name);
    }
}
