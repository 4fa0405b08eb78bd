using System.Threading.Channels;

namespace Engagement.Cluster.Tests.Postgres;

public interface INoteGrain : IGrainWithStringKey
{
    Task WriteAsync(string text);

    /// <returns>Null when nothing was written, or it was cleared.</returns>
    Task<string?> ReadAsync();

    Task ClearAsync();
}

[GenerateSerializer]
public sealed class Note
{
    [Id(0)]
    public string? Text { get; set; }
}

public sealed class NoteGrain([PersistentState("note", TestSilo.Storage)] IPersistentState<Note> note) : Grain, INoteGrain
{
    public Task WriteAsync(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task<string?> ReadAsync() => Task.FromResult(note.RecordExists ? note.State.Text : null);

    public Task ClearAsync() => note.ClearStateAsync();
}

public interface IAlarmGrain : IGrainWithStringKey
{
    Task SetAsync(TimeSpan due, TimeSpan period);

    Task<bool> IsSetAsync();

    Task CancelAsync();
}

/// <summary>What reminders fired, in all silos of a test.</summary>
public sealed class ReminderTicks
{
    private readonly Channel<string> _fired = Channel.CreateUnbounded<string>();

    public void Fired(string grain) => _fired.Writer.TryWrite(grain);

    public Task<string> NextAsync() => _fired.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
}

public sealed class AlarmGrain(ReminderTicks ticks) : Grain, IAlarmGrain, IRemindable
{
    private const string Name = "alarm";

    public Task SetAsync(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(Name, due, period);

    public async Task<bool> IsSetAsync() => await this.GetReminder(Name) is not null;

    public async Task CancelAsync() => await this.UnregisterReminder((await this.GetReminder(Name))!);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ticks.Fired(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }
}
