namespace Engagement.ReadModels.Projecting;

/// <summary>The counts of the results table, by place; in <c>results.add</c> after workspace, campaign, hour and variant, before the value.</summary>
internal static class ResultColumns
{
    public const int Sent = 0;
    public const int Delivered = 1;
    public const int Shown = 2;
    public const int Clicked = 3;
    public const int Dismissed = 4;
    public const int Answered = 5;
    public const int Failed = 6;
    public const int Recalled = 7;
    public const int Converted = 8;
    public const int Count = 9;
}
