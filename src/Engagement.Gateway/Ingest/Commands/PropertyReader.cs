using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Keeps of an event's properties what some rule reads, and passes over the rest.</summary>
internal readonly ref struct PropertyReader(ReadOnlySpan<byte> body, RequestContent content, TextCache texts, EventInterest interest)
{
    // More paths than this of one event are rare; they cost one array a call.
    private const int OnStack = 16;

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ReadOnlySpan<string> _paths = interest.Paths;

    public bool TryRead(in IngestItem item, out EventProperties captured, out ValueFault fault)
    {
        var spare = default(Spare);
        var values = _paths.Length <= OnStack ? ((Span<Value>)spare)[.._paths.Length] : new Value[_paths.Length];
        captured = default;
        fault = default;
        foreach (ref readonly var member in content.MembersOf(item))
        {
            foreach (var step in interest.Properties)
            {
                if (member.IsNamed(step.Utf8Name, _body) && !TryTake(member, step, values, out fault))
                {
                    fault = fault.Under(NameOf(step));
                    return false;
                }
            }
        }

        Stand(values, "name", item[Field.Name]);
        Stand(values, "category", item[Field.Category]);
        captured = Gather(values);
        return true;
    }

    private bool TryTake(in Member member, PropertyStep step, scoped Span<Value> values, out ValueFault fault)
    {
        if (step.Index >= 0 && !values[step.Index].IsMissing)
        {
            fault = ValueFault.Twice;
            return false;
        }

        fault = default;
        if (member.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var reader = new Utf8JsonReader(member.Value.In(_body), BodyReader.Strict);
            reader.Read();
            return new PropertyWalk(texts).TryTake(ref reader, step, values, out fault);
        }

        return step.Index < 0 || TryReadPlain(member, out values[step.Index], out fault);
    }

    private bool TryReadPlain(in Member member, out Value value, out ValueFault fault)
    {
        fault = default;
        switch (member.Kind)
        {
            case JsonTokenType.String:
                var text = new ItemTexts(_body, content, texts).TextOf(member.Value);
                value = text is null ? default : Value.Of(text);
                fault = ValueFault.HalfPair;
                return text is not null;
            case JsonTokenType.Number:
                fault = ValueFault.NotFinite;
                var isNumber = Utf8Parser.TryParse(member.Value.In(_body), out double number, out _) && double.IsFinite(number);
                value = isNumber ? Value.Of(number) : default;
                return isNumber;
            case JsonTokenType.True or JsonTokenType.False:
                value = Value.Of(member.Kind == JsonTokenType.True);
                return true;
            default:
                value = Value.Null;
                return true;
        }
    }

    // A page's or screen's name and category stand beside its properties, and are read as two of them.
    private void Stand(Span<Value> values, string path, Slice slice)
    {
        var at = slice.IsPresent ? _paths.IndexOf(path) : -1;
        if (at >= 0 && values[at].IsMissing && new ItemTexts(_body, content, texts).TextOf(slice) is { } text)
        {
            values[at] = Value.Of(text);
        }
    }

    // In the order of the interest's paths, which is the order that rules look them up in fastest.
    private EventProperties Gather(ReadOnlySpan<Value> values)
    {
        var count = 0;
        foreach (ref readonly var value in values)
        {
            count += value.IsMissing ? 0 : 1;
        }

        if (count == 0)
        {
            return default;
        }

        var captured = new Captured[count];
        for (int at = 0, to = 0; to < count; at++)
        {
            if (!values[at].IsMissing)
            {
                captured[to++] = new Captured(_paths[at], values[at]);
            }
        }

        return new EventProperties(captured);
    }

    private static string NameOf(PropertyStep step) => Encoding.UTF8.GetString(step.Utf8Name);

    [InlineArray(OnStack)]
    private struct Spare
    {
        private Value _first;
    }
}
