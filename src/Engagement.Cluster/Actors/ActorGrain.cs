using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Runtime;
using Engagement.Runtime.Diagnostics;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Engagement.Cluster.Actors;

/// <summary>
/// An actor's shell as a grain. Turns are decided in memory one by one; while a write is in flight those that come gather, and go with the
/// next. Nothing is answered before all that it was decided by is durable. When a write is refused, nobody knows what is in the storage: the
/// activation answers that it could not, and is given up; the next one reads what is durable.
/// </summary>
public abstract partial class ActorGrain(IPersistentState<ActorRecord> record, ActorServices services) : Grain, IActorGrain
{
    private readonly ByteWriter _writer = new();
    private ActorShell? _shell;
    private TurnBatch _gathering = new();
    private TurnBatch? _writing;
    private Task _writes = Task.CompletedTask;
    private bool _isGone;

    /// <summary>When a wake-up grain is going to wake this actor, at the latest; null: not noted.</summary>
    private Instant? _wakeUpAt;

    /// <summary>How often it was woken: each uses up what was noted before.</summary>
    private int _wakeUps;

    protected ActorServices Services => services;

    private protected ActorShell Shell => _shell ?? throw new InvalidOperationException("the actor is not loaded");

    private protected bool IsGone => _isGone;

    private ActorKey Key => Shell.Key;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = GrainKeys.Parse(this.GetPrimaryKeyString());
        var image = record.State.Image;
        _shell = image.IsEmpty ? ActorShells.Blank(key) : ActorShells.Load(key, image);

        // The process may have joined a moment ago and know less than what the actor was decided by: to it, campaigns would be gone. Whoever
        // has been written was of a workspace that has a version.
        if (!image.IsEmpty)
        {
            await services.Catalogs.CatchUpAsync(key.Workspace, Math.Max(1, record.State.CatalogVersion));
        }

        // Whatever was written with a due was noted to be woken before: see WriteAsync.
        _wakeUpAt = _shell.NextDue;
        if (record.State.Facts.Count > 0)
        {
            await services.Facts.AppendAsync(record.State.OwedBy(key), cancellationToken);
        }

        await services.LetOutAsync(key, [.. _shell.Resume(), .. Definition(image)]);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _writes;

    public async ValueTask<Answers> AskAsync(Commands commands)
    {
        if (_isGone)
        {
            return NotTaken();
        }

        await services.Catalogs.CatchUpAsync(Key.Workspace, commands.CatalogVersion);
        var answers = new ActorAnswer[commands.Items.Length];
        var durable = new Task<bool>[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            if (_isGone)
            {
                return NotTaken();
            }

            var turn = Take(commands.Items[i]);
            var forward = Forwarding.Next(Key, turn);
            answers[i] = new ActorAnswer(forward is null ? turn.Answer : default, forward);
            durable[i] = WhatIsDurable();
        }

        for (var i = 0; i < answers.Length; i++)
        {
            if (!await durable[i])
            {
                answers[i] = new ActorAnswer(new Answer(Refused, null, default), null);
            }
        }

        return new Answers(answers, services.Catalogs.VersionOf(Key.Workspace));
    }

    /// <summary>Has what is due its turn, and waits until it is durable.</summary>
    /// <param name="due">When the caller was asked to wake it. That has come by the caller's clock, so it has by ours.</param>
    private protected async ValueTask<bool> TakeDueAsync(Instant due)
    {
        // Whoever calls lets go of its note of us in the end.
        _wakeUps++;
        _wakeUpAt = null;
        TakeDue(Instant.Max(services.Clock.Now, due));

        // Before anything is waited for: what is decided meanwhile may be due later, and may never be durable.
        while (!await NoteWakeUpAsync())
        {
        }

        return await WhatIsDurable();
    }

    /// <summary>What the actor defines for everybody else, to be told again after a load; nothing for most.</summary>
    private protected virtual IEnumerable<Effect> Definition(ReadOnlyMemory<byte> image) => [];

    /// <summary>Effects for whoever watches this actor from other processes.</summary>
    private protected virtual void LetOut(IReadOnlyList<Effect> effects)
    {
    }

    private static Refusal Refused { get; } = Refusal.Of(Refusal.Unavailable, "the write failed; the actor may or may not have taken the command");

    private Answers NotTaken() => new(null, services.Catalogs.VersionOf(Key.Workspace));

    private Turn Take(IActorCommand command)
    {
        var now = services.Clock.Now;
        TakeDue(now);
        return Decide(command, now);
    }

    // What is due was due before what has just arrived, however late its wake-up is.
    private void TakeDue(Instant now)
    {
        if (Shell.NextDue is { } due && due <= now && Shell.WakeUp is { } wakeUp && Decide(wakeUp, now).Changed)
        {
            EngagementInstruments.TriggerLatency.Record((now - due).TotalSeconds);
        }
    }

    private Turn Decide(IActorCommand command, Instant now)
    {
        Turn turn;
        try
        {
            turn = Shell.Decide(command, new TurnContext(Key.Workspace, now, services.Catalogs.Directory.CatalogForTurn(Key.Workspace)));
        }
        catch (Exception bug)
        {
            // The state may be half changed: nothing of it may be written any more.
            LogFailed(services.Logger, Key.Kind, command.GetType().Name, bug);
            GiveUp();

            // Only its words: other processes may not know the type.
            throw new TurnFailedException($"{bug.GetType().Name}: {bug.Message}");
        }

        EngagementInstruments.Record(command, turn);
        if (turn.Changed)
        {
            _gathering.Add(turn);
            if (_writing is null)
            {
                _writing = _gathering;
                _writes = WriteAllAsync();
            }
        }
        else if (Forwarding.Next(Key, turn) is null)
        {
            services.Dispatch(Key, turn.Effects);
        }

        return turn;
    }

    /// <summary>Completes when all that is decided by now is durable.</summary>
    private Task<bool> WhatIsDurable() => !_gathering.IsEmpty ? _gathering.Written : _writing?.Written ?? Task.FromResult(!_isGone);

    private async Task WriteAllAsync()
    {
        // Let the turns of one call gather first.
        await Task.Yield();
        while (!_isGone && !_gathering.IsEmpty)
        {
            try
            {
                if (await NoteWakeUpAsync() && !_isGone)
                {
                    await WriteAsync();
                }
            }
            catch (Exception refused)
            {
                LogRefused(services.Logger, Key.Kind, refused);
                GiveUp();
            }
        }

        _writing = null;
    }

    private async Task WriteAsync()
    {
        var batch = _writing = _gathering;
        _gathering = new TurnBatch();
        try
        {
            _writer.Clear();
            Shell.Encode(_writer);
            record.State.Image = _writer.Written.ToArray();
            record.State.FirstFact = batch.FirstFact;
            record.State.Facts = batch.Facts;
            record.State.CatalogVersion = services.Catalogs.VersionOf(Key.Workspace);
            await record.WriteStateAsync();
            if (batch.Facts.Count > 0)
            {
                await services.Facts.AppendAsync(record.State.OwedBy(Key), CancellationToken.None);
            }

            LetOut(batch.Effects);
            await services.LetOutAsync(Key, batch.Effects);
            batch.End(written: true);
        }
        catch
        {
            batch.End(written: false);
            throw;
        }
    }

    /// <summary>
    /// Notes with a wake-up grain when this actor is due, if it is not noted as early. That comes before the write: what is durable must be
    /// woken, and a wake-up for what never became durable changes nothing.
    /// </summary>
    /// <returns>False when it is not noted after all: something earlier came up meanwhile, or the note was used up by a wake-up.</returns>
    private async ValueTask<bool> NoteWakeUpAsync()
    {
        if (Shell.NextDue is not { } due || _wakeUpAt <= due)
        {
            return true;
        }

        var wakeUps = _wakeUps;
        await services.WakeUps.NoteAsync(Key, due);
        if (wakeUps != _wakeUps)
        {
            return false;
        }

        _wakeUpAt = _wakeUpAt < due ? _wakeUpAt : due;
        return !(Shell.NextDue < _wakeUpAt);
    }

    private void GiveUp()
    {
        _isGone = true;
        _gathering.End(written: false);
        DeactivateOnIdle();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of a {Kind} failed on {Command}; it is as it was before")]
    private static partial void LogFailed(ILogger logger, ActorKind kind, string command, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A write of a {Kind} was refused; it is read again")]
    private static partial void LogRefused(ILogger logger, ActorKind kind, Exception refused);
}
