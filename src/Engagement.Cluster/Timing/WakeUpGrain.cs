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
    private TaskCompletionSource? _gathering;
    private Task _writes = Task.CompletedTask;
    private int _waking;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _due = new DueSet(record.State.Due);
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
            return new ValueTask(_gathering?.Task ?? _writes);
        }

        SetAlarm();
        return new ValueTask(KeepAsync());
    }

    public async Task RingAsync()
    {
        _alarmAt = long.MaxValue;
        var woken = new List<Task>();
        while (_waking < options.WakeUpsAtOnce && _due.Take(NowMs) is { } person)
        {
            _waking++;
            woken.Add(WakeAsync(person));
        }

        SetAlarm();
        if (woken.Count > 0)
        {
            await Task.WhenAll(woken);
            SetAlarm();
            await KeepAsync();
        }
    }

    private long NowMs => clock.Now.ToUnixTimeMilliseconds();

    private async Task WakeAsync(string person)
    {
        try
        {
            if (await GrainFactory.GetGrain<IUserGrain>(person).WakeUpAsync())
            {
                _due.Woken(person);
            }
            else
            {
                _due.Again(person, NowMs + RetryAfterMs);
            }
        }
        catch (Exception failure)
        {
            LogNotWoken(failure);
            _due.Again(person, NowMs + RetryAfterMs);
        }

        _waking--;
    }

    /// <summary>Completes when all that is noted now is durable. While a write is under way those that come gather, and go with the next.</summary>
    private Task KeepAsync()
    {
        if (_gathering is null)
        {
            _gathering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _writes = WriteAfterAsync(_writes);
        }

        return _gathering.Task;
    }

    private async Task WriteAfterAsync(Task before)
    {
        await before.ContinueWith(static _ => { }, TaskScheduler.Current);
        var gathered = _gathering!;
        _gathering = null;
        record.State.Replace(_due.ToKeep());
        try
        {
            await record.WriteStateAsync();
            gathered.SetResult();
        }
        catch (Exception refused)
        {
            LogNotKept(refused);
            gathered.SetException(new IOException("a wake-up could not be noted", refused));
            DeactivateOnIdle();
        }
    }

    private void SetAlarm()
    {
        // Whoever is waking somebody sets it again when there is room for more.
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
