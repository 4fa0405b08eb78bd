using System.Text.RegularExpressions;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;
using Engagement.Testing.Processes;

namespace Engagement.Silo.Azure.Tests.Hub;

/// <summary>
/// A hub on loopback that speaks as much of Event Hubs' AMQP 1.0 as its client library asks for: tokens (all are good), properties of the hub,
/// readers that begin behind an offset and throw out the reader before them, writers of single messages and of batches. It is no Event Hubs: it
/// has no limits, no tiers and no faults of its own.
/// </summary>
internal sealed partial class HubServer : ILinkProcessor, IDisposable
{
    public const string Name = "events";

    private const ulong LargestMessage = 1 << 20;
    private const int Credit = 300;

    private readonly int _port = LoopbackPort.Free();
    private readonly HubLog _log;
    private readonly ContainerHost _host;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ListenerLink> _readers = [];

    public HubServer(int partitions)
    {
        _log = new HubLog(partitions);
        _host = new ContainerHost(new Address($"amqp://127.0.0.1:{_port}"));
        _host.Listeners[0].SASL.EnableMechanism("MSSBCBS", SaslProfile.Anonymous);
        _host.RegisterRequestProcessor("$cbs", new HubAnswers(static () => null));
        _host.RegisterRequestProcessor("$management", new HubAnswers(Properties));
        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    /// <summary>As for the emulator that Microsoft publishes: without TLS.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{_port};SharedAccessKeyName=any;SharedAccessKey=YW55;UseDevelopmentEmulator=true";

    /// <summary>Puts a body on a partition as somebody does who is no gateway.</summary>
    public void Append(int partition, ReadOnlyMemory<byte> body) =>
        _log.Append(partition, new Message { BodySection = new Data { Binary = body.ToArray() } });

    public void Process(AttachContext attachContext)
    {
        if (attachContext.Attach.Role)
        {
            Read(attachContext, (Source)attachContext.Attach.Source);
        }
        else
        {
            attachContext.Attach.MaxMessageSize = LargestMessage;
            attachContext.Complete(new TargetLinkEndpoint(new HubInlet(_log, Credit), attachContext.Link), Credit);
        }
    }

    public void Dispose() => _host.Close();

    private void Read(AttachContext attach, Source source)
    {
        var partition = PartitionIn().Match(source.Address).Value;
        var filters = source.FilterSet?.Values.OfType<DescribedValue>().Select(filter => $"{filter.Value}") ?? [];
        var behind = filters.Select(filter => OffsetIn().Match(filter)).FirstOrDefault(match => match.Success)?.Value ?? "-1";
        ListenerLink? before;
        lock (_gate)
        {
            _readers.TryGetValue(partition, out before);
            _readers[partition] = attach.Link;
        }

        if (before is { IsClosed: false })
        {
            _ = before.CloseAsync(TimeSpan.Zero, new Error(new Symbol("amqp:link:stolen")) { Description = "another reader came" });
        }

        attach.Complete(new SourceLinkEndpoint(new HubOutlet(_log, int.Parse(partition), HubLog.Behind(behind)), attach.Link), 0);
    }

    private Map Properties() => new()
    {
        ["name"] = Name,
        ["created_at"] = DateTime.UnixEpoch,
        ["partition_count"] = _log.Partitions.Length,
        ["partition_ids"] = _log.Partitions,
        ["georeplication_factor"] = 1,
    };

    [GeneratedRegex("(?<=/Partitions/)[0-9]+$")]
    private static partial Regex PartitionIn();

    [GeneratedRegex("(?<=x-opt-offset > '?)-?[0-9]+")]
    private static partial Regex OffsetIn();
}
