using Engagement.Cluster.Actors;
using Engagement.Cluster.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Engagement.Cluster.Timing;

/// <inheritdoc cref="IWakeUpGrain"/>
/// <remarks>A reminder brings it back wherever its silo was lost; so does every silo that sees another come or go.</remarks>
[Reentrant]
[KeepAlive]
[GrainType("wake-ups")]
public sealed partial class WakeUpGrain(
    [PersistentState("due", StorageNames.Cluster)] IPersistentState<DueRecord> record,
    ClusterClock clock,
    ClusterHostOptions options,
    ILogger<WakeUpGrain> logger) : Grain, IWakeUpGrain, IRemindable
{
    private const string Reminder = "keep";
    private const long RetryAfterMs = 1_000;
    private const long LongestRetryMs = 32_000;

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Who could not be woken, and how often in a row.</summary>
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);

    private DueSet _due = null!;
    private IWakeUpGrain _self = null!;
    private ITimer? _alarm;
    private long _alarmAt = long.MaxValue;
    private GatheredWrites _writes = null!;
    private int _waking;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _due = new DueSet(record.State.Due);
        _writes = new GatheredWrites(KeepAsync, ReadAgainAsync);
        _self = this.AsReference<IWakeUpGrain>();
        _alarm = clock.Time.CreateTimer(_ => _self.RingAsync().Ignore(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod, cancellationToken);
        SetAlarm();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _alarm, null) is { } alarm)
        {
            await alarm.DisposeAsync();
        }
    }

    public ValueTask TouchAsync() => default;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    public ValueTask NoteAsync(string person, long due)
    {
        if (!_due.Note(person, due))
        {
            // It may be on its way still, with a write that is under way.
            return new ValueTask(_writes.Written);
        }

        SetAlarm();
        return new ValueTask(_writes.WriteAsync());
    }

    public Task RingAsync()
    {
        _alarmAt = long.MaxValue;
        var woken = new List<Task<bool>>();
        while (_waking < options.WakeUpsAtOnce && _due.Take(NowMs) is { } waking)
        {
            _waking++;
            woken.Add(WakeAsync(waking));
        }

        SetAlarm();

        // Not within this call: whoever is woken notes something here again, and an activation that is to go waits for its calls.
        KeepWhoWasWokenAsync(woken).Ignore();
        return Task.CompletedTask;
    }

    private long NowMs => clock.Now.ToUnixTimeMilliseconds();

    private async Task KeepWhoWasWokenAsync(List<Task<bool>> woken)
    {
        if ((await Task.WhenAll(woken)).Contains(true))
        {
            await _writes.WriteAsync();
        }
    }

    private async Task<bool> WakeAsync(DueSet.Waking waking)
    {
        var isAwake = await TryWakeAsync(waking);
        if (isAwake)
        {
            _failures.Remove(waking.Person);
            _due.Woken(waking);
        }
        else
        {
            var failures = _failures[waking.Person] = _failures.GetValueOrDefault(waking.Person) + 1;
            _due.Again(waking, NowMs + Math.Min(RetryAfterMs << Math.Min(failures - 1, 5), LongestRetryMs));
        }

        _waking--;
        SetAlarm();
        return isAwake;
    }

    private async Task<bool> TryWakeAsync(DueSet.Waking waking)
    {
        try
        {
            return await GrainFactory.GetGrain<IUserGrain>(waking.Person).WakeUpAsync(waking.Due);
        }
        catch (Exception failure)
        {
            LogNotWoken(failure);
            return false;
        }
    }

    private async Task KeepAsync()
    {
        record.State.Replace(_due.ToKeep());
        try
        {
            await record.WriteStateAsync();
        }
        catch (Exception refused)
        {
            LogNotKept(refused);
            throw new IOException("wake-ups could not be noted", refused);
        }
    }

    private async Task ReadAgainAsync()
    {
        await record.ReadStateAsync();
        foreach (var (person, due) in record.State.Due)
        {
            _due.Note(person, due);
        }

        SetAlarm();
    }

    private void SetAlarm()
    {
        // Each waking that ends sets it again: then there is room for more.
        if (_alarm is null || _due.Next is not { } next || _waking >= options.WakeUpsAtOnce || next >= _alarmAt)
        {
            return;
        }

        _alarmAt = next;

        // A timer takes at most 49 days; ringing early changes nothing.
        _alarm.Change(TimeSpan.FromMilliseconds(Math.Clamp(next - NowMs, 0, 40L * 86_400_000)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not be woken; it is tried again, at first in a second")]
    private partial void LogNotWoken(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wake-ups could not be written; they are read again")]
    private partial void LogNotKept(Exception refused);
}
