using System.Runtime.CompilerServices;
using System.Text.Json;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Keeps of an event's properties what some rule reads, and passes over the rest.</summary>
internal readonly ref struct PropertyReader(TextCache texts, EventInterest interest)
{
    // More paths than this of one event are rare; they cost one array a call.
    private const int OnStack = 16;

    private readonly ReadOnlySpan<string> _paths = interest.Paths;

    /// <param name="properties">The object as it stands in the body; empty where there is none.</param>
    /// <param name="name">Stands for a property <c>name</c> that is not there, as page and screen calls give it beside their properties.</param>
    /// <param name="category">The same for <c>category</c>.</param>
    public bool TryRead(ReadOnlySpan<byte> properties, string? name, string? category, out EventProperties captured, out ValueFault fault)
    {
        var spare = new Spare();
        var values = _paths.Length <= OnStack ? ((Span<Value>)spare)[.._paths.Length] : new Value[_paths.Length];
        fault = default;
        captured = default;
        if (!properties.IsEmpty)
        {
            var reader = new Utf8JsonReader(properties, BodyReader.Strict);
            reader.Read();
            if (!TryWalk(ref reader, interest.Properties, values, out fault))
            {
                return false;
            }
        }

        Stand(values, "name", name);
        Stand(values, "category", category);
        captured = Gather(values);
        return true;
    }

    private bool TryWalk(ref Utf8JsonReader reader, PropertyStep[] steps, scoped Span<Value> values, out ValueFault fault)
    {
        fault = default;
        var met = 0ul;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = Find(ref reader, steps);
            reader.Read();
            if (at < 0)
            {
                reader.Skip();
                continue;
            }

            // Of more than 64 members that are read, one given twice goes unnoticed: the last holds.
            var bit = at < 64 ? 1ul << at : 0;
            if ((met & bit) != 0)
            {
                fault = ValueFault.Twice(NameOf(steps[at]));
                return false;
            }

            met |= bit;
            if (!TryTake(ref reader, steps[at], values, out fault))
            {
                fault = fault.Under(NameOf(steps[at]));
                return false;
            }
        }

        return true;
    }

    private bool TryTake(ref Utf8JsonReader reader, PropertyStep step, scoped Span<Value> values, out ValueFault fault)
    {
        if (step.Index >= 0)
        {
            if (!new ValueReader(texts).TryRead(ref reader, out var value, out fault))
            {
                return false;
            }

            values[step.Index] = value;
            TakeInside(value, step.Members, values);
            return true;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return TryWalk(ref reader, step.Members, values, out fault);
        }

        fault = default;
        reader.Skip();
        return true;
    }

    // A rule reads both the object and something inside it.
    private static void TakeInside(Value value, PropertyStep[] members, Span<Value> values)
    {
        foreach (var member in members)
        {
            var inside = value.Member(NameOf(member));
            if (member.Index >= 0)
            {
                values[member.Index] = inside;
            }

            TakeInside(inside, member.Members, values);
        }
    }

    private static int Find(ref Utf8JsonReader reader, PropertyStep[] steps)
    {
        for (var at = 0; at < steps.Length; at++)
        {
            if (reader.ValueIsEscaped ? reader.ValueTextEquals(steps[at].Utf8Name) : reader.ValueSpan.SequenceEqual(steps[at].Utf8Name))
            {
                return at;
            }
        }

        return -1;
    }

    private void Stand(Span<Value> values, string path, string? text)
    {
        var at = text is null ? -1 : _paths.IndexOf(path);
        if (at >= 0 && values[at].IsMissing)
        {
            values[at] = Value.Of(text!);
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

    private static string NameOf(PropertyStep step) => System.Text.Encoding.UTF8.GetString(step.Utf8Name);

    [InlineArray(OnStack)]
    private struct Spare
    {
        private Value _first;
    }
}
