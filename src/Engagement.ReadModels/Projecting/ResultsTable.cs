using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Storage;
using NodaTime;

namespace Engagement.ReadModels.Projecting;

/// <summary>Counts results per workspace, campaign, hour and variant. Counts gather in memory and are added to the tables by <see cref="Flush"/>.</summary>
internal sealed class ResultsTable(IStore store) : IDisposable
{
    private readonly IStatement _add = store.PrepareRows("results.add");
    private readonly IStatement _addSuppressed = store.PrepareRows("suppressed.add");

    private readonly Dictionary<Place, Tally> _tallies = [];
    private readonly Dictionary<(Place Place, string Rule), long> _suppressed = [];

    /// <summary>Results up to this hour are there already, and are not counted; null: all are.</summary>
    public long? KeptHour { get; set; }

    public void Count(WorkspaceId workspace, Fact fact)
    {
        switch (fact)
        {
            case Fact.Decided { Trace: { Verdict: Verdict.Sent } trace }:
                Add(workspace, trace.Campaign, trace.At, trace.Variant, ResultColumns.Sent);
                break;
            case Fact.Decided { Trace: { Verdict: Verdict.Dropped or Verdict.Lost } trace }:
                Suppress(workspace, trace);
                break;
            case Fact.ReceiptTaken { First: true } receipt:
                Add(workspace, receipt.Campaign, receipt.At, receipt.Variant, ColumnOf(receipt.Kind));
                break;
            case Fact.Converted converted:
                Add(workspace, converted.Campaign, converted.At, converted.Variant, ResultColumns.Converted, converted.Value);
                break;
            case Fact.Recalled recalled:
                Add(workspace, recalled.Campaign, recalled.At, recalled.Variant, ResultColumns.Recalled);
                break;
        }
    }

    public void Flush()
    {
        foreach (var (place, tally) in _tallies)
        {
            Bind(_add, place);
            for (var column = 0; column < ResultColumns.Count; column++)
            {
                _add.Bind(5 + column, tally.Counts[column]);
            }

            _add.Bind(5 + ResultColumns.Count, tally.Value).Run();
        }

        foreach (var ((place, rule), count) in _suppressed)
        {
            Bind(_addSuppressed, place).Bind(5, rule).Bind(6, count).Run();
        }

        Clear();
    }

    public void Clear()
    {
        _tallies.Clear();
        _suppressed.Clear();
    }

    public void Dispose()
    {
        _add.Dispose();
        _addSuppressed.Dispose();
    }

    private void Add(WorkspaceId workspace, CampaignId campaign, Instant at, string? variant, int column, double value = 0)
    {
        var place = new Place(workspace.Value, campaign.Value, Hours.Of(at.ToUnixTimeMilliseconds()), variant ?? string.Empty);
        if (place.Hour <= KeptHour)
        {
            return;
        }

        if (!_tallies.TryGetValue(place, out var tally))
        {
            _tallies.Add(place, tally = new Tally());
        }

        tally.Counts[column]++;
        tally.Value += value;
    }

    private void Suppress(WorkspaceId workspace, Trace trace)
    {
        var place = new Place(workspace.Value, trace.Campaign.Value, Hours.Of(trace.At.ToUnixTimeMilliseconds()), trace.Variant ?? string.Empty);
        if (!(place.Hour <= KeptHour))
        {
            var key = (place, trace.Rule);
            _suppressed[key] = _suppressed.GetValueOrDefault(key) + 1;
        }
    }

    private static IStatement Bind(IStatement statement, in Place place) =>
        statement.Bind(1, place.Workspace).Bind(2, place.Campaign).Bind(3, place.Hour).Bind(4, place.Variant);

    private static int ColumnOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered => ResultColumns.Delivered,
        ReceiptKind.Shown => ResultColumns.Shown,
        ReceiptKind.Clicked => ResultColumns.Clicked,
        ReceiptKind.Dismissed => ResultColumns.Dismissed,
        ReceiptKind.Answered => ResultColumns.Answered,
        _ => ResultColumns.Failed,
    };

    private readonly record struct Place(string Workspace, string Campaign, long Hour, string Variant);

    private sealed class Tally
    {
        public long[] Counts { get; } = new long[ResultColumns.Count];

        public double Value { get; set; }
    }
}
