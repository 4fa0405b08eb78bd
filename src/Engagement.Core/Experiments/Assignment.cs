namespace Engagement.Core.Experiments;

/// <summary>Where an experiment puts one person: into control, who are not sent to, or to one variant.</summary>
public readonly record struct Assignment
{
    private readonly int _slice;

    private Assignment(int slice) => _slice = slice;

    public static Assignment Control => default;

    public static Assignment To(int variant)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(variant);
        return new Assignment(variant + 1);
    }

    public bool IsControl => _slice == 0;

    /// <summary>The variant's index in the order of definition; -1 for control.</summary>
    public int Variant => _slice - 1;
}
