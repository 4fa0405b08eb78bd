using System.Runtime.CompilerServices;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>One call, or one item of a batch, as found in the body: nothing copied, nothing judged.</summary>
internal struct IngestItem
{
    public Slices Found;
    public ContextFields Context;

    /// <summary>The item itself; absent where it is the whole body.</summary>
    public Slice Whole;

    /// <summary>The first of its properties among the members of the request, and how many they are.</summary>
    public (int From, int Count) Members;

    /// <summary>A bit for each field met, present or null.</summary>
    public uint Met;

    /// <summary>The item cannot be taken; the reasons are in the request's faults.</summary>
    public bool Faulty;

    public readonly Slice this[Field field] => Found[(int)field];

    [InlineArray(Fields.Count)]
    public struct Slices
    {
        private Slice _first;
    }
}
