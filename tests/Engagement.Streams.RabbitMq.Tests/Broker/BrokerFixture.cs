using System.Diagnostics;
using Engagement.Testing.Processes;

namespace Engagement.Streams.RabbitMq.Tests.Broker;

/// <summary>
/// A broker of the tests' own: its name, ports (on loopback alone), name server and files belong to nobody else, and go with it. Started by the
/// first test that is not skipped.
/// </summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"engagement-broker-{Guid.NewGuid():N}");
    private readonly int _port = LoopbackPort.Free();
    private readonly int _portMapperPort = LoopbackPort.Free();
    private readonly Dictionary<string, string> _environment;
    private StartedProcess? _portMapper;
    private StartedProcess? _broker;
    private int _queues;

    public BrokerFixture() => _environment = new Dictionary<string, string>
    {
        ["HOME"] = _folder,
        ["ERL_EPMD_PORT"] = _portMapperPort.ToString(),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"test{_port}@localhost",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "plugins"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["ERL_CRASH_DUMP"] = Path.Combine(_folder, "erl_crash.dump"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
        ["RABBITMQ_DIST_PORT"] = LoopbackPort.Free().ToString(),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false",
    };

    public string Uri => $"amqp://guest:guest@127.0.0.1:{_port}/";

    /// <summary>Options of a stream that no other test has.</summary>
    public RabbitMqOptions NewStream(int partitions, int batchSize) =>
        new() { Uri = Uri, Queue = $"stream-{Interlocked.Increment(ref _queues)}", Partitions = partitions, BatchSize = batchSize };

    public async Task InitializeAsync()
    {
        if (Programs.Missing is not null)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{_port}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "plugins"), "[].\n");
        _portMapper = await StartedProcess.StartAsync(Programs.PortMapper!, ["-d", "-d"], _environment, "entering the main select() loop", Patience);
        await RestartAsync();
    }

    /// <summary>The last lines the broker printed since it was started.</summary>
    public string Said => _broker?.Said ?? string.Empty;

    /// <summary>SIGKILL, as a power cut would end it but for the page cache.</summary>
    public void Kill()
    {
        _broker?.Dispose();
        _broker = null;
    }

    /// <summary>The broker keeps its connections and answers nothing until it is let go on.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task GoOnAsync() => SignalAsync("CONT");

    /// <summary>Starts the broker on what its files hold; completes when it takes connections.</summary>
    public async Task RestartAsync() =>
        _broker = await StartedProcess.StartAsync(Programs.Server, [], _environment, "Server startup complete", Patience);

    public Task DisposeAsync()
    {
        Kill();
        _portMapper?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    private async Task SignalAsync(string signal)
    {
        // Of the broker itself: what was started is a script around it.
        var id = await File.ReadAllTextAsync(_environment["RABBITMQ_PID_FILE"]);
        using var kill = Process.Start("kill", [$"-{signal}", id.Trim()]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}

[CollectionDefinition(Name)]
public sealed class BrokerCollection : ICollectionFixture<BrokerFixture>
{
    public const string Name = "broker";
}
