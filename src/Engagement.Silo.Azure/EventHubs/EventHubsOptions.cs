using System.ComponentModel.DataAnnotations;
using Azure.Messaging.EventHubs;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// A stream on Azure Event Hubs; <c>Engagement:EventHubs</c> in configuration, and none where that is not there. All processes of one stream
/// need the same hub, consumer group and containers.
/// </summary>
public sealed class EventHubsOptions : IValidatableObject
{
    public const string Section = "Engagement:EventHubs";

    private const string OneWay = "expected either a ConnectionString or a Namespace";
    private const string Container = "(?=[a-z0-9-]{3,63}$)[a-z0-9]+(-[a-z0-9]+)*";
    private const string ContainerExpected = "expected the name of a container: 3 to 63 of lower-case letters, digits and single '-'";

    /// <summary>By its key: the connection string of the namespace, or of the hub. None: by an identity, see <see cref="Namespace"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>By an identity, that of <see cref="AzureOptions.Tables"/>: the namespace's host, <c>name.servicebus.windows.net</c>.</summary>
    public string? Namespace { get; set; }

    /// <summary>The hub's name. Part of ids that are kept. 1 to 256 letters, digits, '.', '_' and '-'. Required.</summary>
    [Required, RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,255}", ErrorMessage = "expected 1 to 256 of letters, digits, '.', '_' and '-'")]
    public string Hub { get; set; } = string.Empty;

    /// <summary>Nobody else may read by it. Default <c>$Default</c>.</summary>
    [Required, StringLength(50, MinimumLength = 1)]
    public string ConsumerGroup { get; set; } = "$Default";

    /// <summary>
    /// Where it is kept which process reads which partition, and how far. Made when it is not there. Default <c>engagement-checkpoints</c>.
    /// </summary>
    [RegularExpression(Container, ErrorMessage = ContainerExpected)]
    public string CheckpointContainer { get; set; } = "engagement-checkpoints";

    /// <summary>Where what nobody can take is kept. Made when it is not there. Default <c>engagement-dead-letters</c>.</summary>
    [RegularExpression(Container, ErrorMessage = ContainerExpected)]
    public string DeadLetterContainer { get; set; } = "engagement-dead-letters";

    /// <summary>Items of a partition in hand at once, and checkpointed together. 1 to 10,000, default 256.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 256;

    /// <summary>Whether this process reads the stream; it may put events on it either way. Default true.</summary>
    public bool Read { get; set; } = true;

    /// <summary>The write or secret key of payloads that bring none and come from no gateway. None: such payloads go to the dead letters.</summary>
    public string? WriteKey { get; set; }

    /// <summary>Seconds that the hub has to confirm what was put on it. 1 to 60, default 5.</summary>
    [Range(1, 60)]
    public int ConfirmSeconds { get; set; } = 5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ConnectionString) == string.IsNullOrEmpty(Namespace))
        {
            yield return new ValidationResult(OneWay, [nameof(ConnectionString)]);
        }
        else if (!string.IsNullOrEmpty(Namespace) && (Uri.CheckHostName(Namespace) != UriHostNameType.Dns || !Namespace.Contains('.')))
        {
            yield return new ValidationResult("expected a host, such as name.servicebus.windows.net", [nameof(Namespace)]);
        }
        else if (!string.IsNullOrEmpty(ConnectionString) && FaultOf(ConnectionString) is { } fault)
        {
            // Not the value: it holds a key.
            yield return new ValidationResult(fault, [nameof(ConnectionString)]);
        }
    }

    private string? FaultOf(string connectionString)
    {
        try
        {
            var parsed = EventHubsConnectionStringProperties.Parse(connectionString);
            return parsed.FullyQualifiedNamespace is null ? "expected the connection string of an Event Hubs namespace"
                : parsed.EventHubName is { } other && other != Hub ? "is for another hub than Hub"
                : null;
        }
        catch (FormatException)
        {
            return "expected the connection string of an Event Hubs namespace";
        }
    }
}
