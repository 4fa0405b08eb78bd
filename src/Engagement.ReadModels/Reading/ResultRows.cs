namespace Engagement.ReadModels.Reading;

// Properties, not constructors: a column that is computed has no type while there are no rows, which Dapper only then forgives.

internal sealed record CountsRow
{
    public long Hour { get; init; }

    public string Variant { get; init; } = string.Empty;

    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Shown { get; init; }

    public long Clicked { get; init; }

    public long Dismissed { get; init; }

    public long Answered { get; init; }

    public long Failed { get; init; }

    public long Recalled { get; init; }

    public long Converted { get; init; }

    public double Value { get; init; }
}

internal sealed record SuppressedRow
{
    public long Hour { get; init; }

    public string Variant { get; init; } = string.Empty;

    public string Rule { get; init; } = string.Empty;

    public long Count { get; init; }
}
