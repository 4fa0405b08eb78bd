using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;

namespace Engagement.Testing.Hosting;

/// <summary>A host on storage that outlives it. Disposing stops it and deletes the storage.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    /// <summary>The one running now; another after every start.</summary>
    IActorHost Host { get; }

    /// <summary>The facts of the host running now.</summary>
    IFactFeed Facts { get; }

    /// <summary>Starts a host on whatever the storage holds; completes when it takes commands.</summary>
    Task StartAsync();

    /// <summary>Stops the host in order: what was accepted is answered first.</summary>
    Task StopAsync();

    /// <summary>
    /// Ends the host as a power cut would: whatever is not durable is gone. Waiting callers are answered with
    /// <see cref="Core.Refusal.Unavailable"/> or an exception, never with success. It calls <see cref="WriteFaults.Crash"/> first, so that
    /// no write gets through while the host is taken down; <see cref="StartAsync"/> calls <see cref="WriteFaults.Recover"/>.
    /// </summary>
    Task CrashAsync();

    /// <summary>Drops every actor without work from memory; completes when done.</summary>
    Task EvictAsync();
}
