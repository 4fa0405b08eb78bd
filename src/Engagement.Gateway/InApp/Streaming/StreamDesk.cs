using System.Security.Cryptography;
using Engagement.Core;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>Registers streams within the limits, and ends them all when the process is told to stop.</summary>
internal sealed class StreamDesk : IDisposable
{
    private readonly Streams _streams;
    private readonly IStreamDirectory _directory;
    private readonly GatewayOptions _options;
    private readonly StreamClock _clock;
    private readonly CancellationTokenRegistration _stopping;

    public StreamDesk(
        Streams streams, IStreamDirectory directory, IOptions<GatewayOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        (_streams, _directory) = (streams, directory);
        _options = options.Value;
        _clock = new StreamClock(time, TimeSpan.FromSeconds(_options.PingSeconds));
        _stopping = lifetime.ApplicationStopping.Register(EndAll);
    }

    public int PingSeconds => _options.PingSeconds;

    /// <summary>Null when one more would be too many.</summary>
    /// <exception cref="IOException">The person cannot be reached now.</exception>
    public async ValueTask<Registration?> TryRegisterAsync(WorkspaceId workspace, Recipient recipient, CancellationToken cancellationToken)
    {
        if (_streams.Count >= _options.MostStreams)
        {
            return null;
        }

        var stream = new OpenStream(_options.StreamBuffer, recipient.Until);
        _streams.Open(workspace, recipient.Person, stream, _options.MostStreamsOfPerson);
        try
        {
            await _directory.AnnounceAsync(workspace, recipient.Person, cancellationToken);
        }
        catch
        {
            _streams.Remove(workspace, recipient.Person, stream);
            throw;
        }

        return new Registration(this, stream, workspace, recipient.Person, _clock.Add(stream));
    }

    public void Release(Registration registration)
    {
        _streams.Remove(registration.Workspace, registration.Person, registration.Stream);
        _directory.Withdraw(registration.Workspace, registration.Person);
        _clock.Remove(registration.Stream, registration.Slot);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _clock.Dispose();
    }

    // Everybody comes back to whoever takes over; spread out, so that it is not at once.
    private void EndAll() => _streams.EndAll(Frame.Retry(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1_000, 5_000))));
}

/// <summary>A stream's place; disposing gives it back.</summary>
internal sealed class Registration(StreamDesk desk, OpenStream stream, WorkspaceId workspace, PersonId person, int slot) : IDisposable
{
    public OpenStream Stream => stream;

    public WorkspaceId Workspace => workspace;

    public PersonId Person => person;

    public int Slot => slot;

    public int PingSeconds => desk.PingSeconds;

    public void Dispose() => desk.Release(this);
}
