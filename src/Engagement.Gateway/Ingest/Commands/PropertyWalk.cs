using System.Text;
using System.Text.Json;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Walks into an object among the properties for what is read inside it.</summary>
internal readonly ref struct PropertyWalk(TextCache texts)
{
    /// <summary>Takes what is read of the value under the reader, to its end.</summary>
    /// <param name="values">By the place of its path in the event's interest.</param>
    public bool TryTake(ref Utf8JsonReader reader, PropertyStep step, scoped Span<Value> values, out ValueFault fault)
    {
        fault = default;
        if (step.Index >= 0)
        {
            if (!values[step.Index].IsMissing)
            {
                fault = ValueFault.Twice;
                return false;
            }

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

        reader.Skip();
        return true;
    }

    private bool TryWalk(ref Utf8JsonReader reader, PropertyStep[] steps, scoped Span<Value> values, out ValueFault fault)
    {
        fault = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var step = Find(ref reader, steps);
            reader.Read();
            if (step is null)
            {
                reader.Skip();
            }
            else if (!TryTake(ref reader, step, values, out fault))
            {
                fault = fault.Under(Encoding.UTF8.GetString(step.Utf8Name));
                return false;
            }
        }

        return true;
    }

    // A rule reads both the object and something inside it.
    private static void TakeInside(Value value, PropertyStep[] members, Span<Value> values)
    {
        foreach (var member in members)
        {
            var inside = value.Member(Encoding.UTF8.GetString(member.Utf8Name));
            if (member.Index >= 0)
            {
                values[member.Index] = inside;
            }

            TakeInside(inside, member.Members, values);
        }
    }

    private static PropertyStep? Find(ref Utf8JsonReader reader, PropertyStep[] steps)
    {
        foreach (var step in steps)
        {
            if (reader.ValueTextEquals(step.Utf8Name))
            {
                return step;
            }
        }

        return null;
    }
}
