namespace Engagement.ReadModels.Projecting;

/// <summary>The counts of the results table, by place.</summary>
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

    /// <summary>Parameters: workspace, campaign, hour, variant, the counts in the order above, value.</summary>
    public const string Upsert = """
        INSERT INTO results VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        ON CONFLICT DO UPDATE SET
          sent = sent + excluded.sent, delivered = delivered + excluded.delivered, shown = shown + excluded.shown,
          clicked = clicked + excluded.clicked, dismissed = dismissed + excluded.dismissed, answered = answered + excluded.answered,
          failed = failed + excluded.failed, recalled = recalled + excluded.recalled, converted = converted + excluded.converted,
          value = value + excluded.value
        """;
}
