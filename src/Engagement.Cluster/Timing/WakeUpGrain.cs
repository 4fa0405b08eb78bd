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

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private DueSet _due = null!;
    private IWakeUpGrain _self = null!;
    private ITimer? _alarm;
    private long _alarmAt = long.MaxValue;
    private GatheredWrites _writes = null!;
    private int _waking;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _due = new DueSet(record.State.Due);
        _writes = new GatheredWrites(KeepAsync);
        _self = this.AsReference<IWakeUpGrain>();
        _alarm = clock.Time.CreateTimer(_ => _self.RingAsync().Ignore(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod, cancellationToken);
        SetAlarm();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_alarm is not null)
        {
            await _alarm.DisposeAsync();
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

    public async Task RingAsync()
    {
        _alarmAt = long.MaxValue;
        var woken = new List<Task>();
        while (_waking < options.WakeUpsAtOnce && _due.Take(NowMs) is { } waking)
        {
            _waking++;
            woken.Add(WakeAsync(waking));
        }

        SetAlarm();
        if (woken.Count > 0)
        {
            await Task.WhenAll(woken);
            await _writes.WriteAsync();
        }
    }

    private long NowMs => clock.Now.ToUnixTimeMilliseconds();

    private async Task WakeAsync(DueSet.Waking waking)
    {
        try
        {
            if (await GrainFactory.GetGrain<IUserGrain>(waking.Person).WakeUpAsync())
            {
                _due.Woken(waking);
            }
            else
            {
                _due.Again(waking, NowMs + RetryAfterMs);
            }
        }
        catch (Exception failure)
        {
            LogNotWoken(failure);
            _due.Again(waking, NowMs + RetryAfterMs);
        }

        _waking--;
        SetAlarm();
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
            DeactivateOnIdle();
            throw new IOException("wake-ups could not be noted", refused);
        }
    }

    private void SetAlarm()
    {
        // Each waking that ends sets it again: then there is room for more.
        if (_due.Next is not { } next || _waking >= options.WakeUpsAtOnce || next >= _alarmAt)
        {
            return;
        }

        _alarmAt = next;

        // A timer takes at most 49 days; ringing early changes nothing.
        _alarm!.Change(TimeSpan.FromMilliseconds(Math.Clamp(next - NowMs, 0, 40L * 86_400_000)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not be woken; it is tried again in a second")]
    private partial void LogNotWoken(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wake-ups could not be written; they are read again")]
    private partial void LogNotKept(Exception refused);
}
