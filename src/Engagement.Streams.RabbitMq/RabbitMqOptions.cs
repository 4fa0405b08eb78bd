using System.ComponentModel.DataAnnotations;

namespace Engagement.Streams.RabbitMq;

/// <summary>A stream on RabbitMQ; <c>Engagement:RabbitMq</c> in configuration. All processes of one stream need the same names and number.</summary>
public sealed class RabbitMqOptions : IValidatableObject
{
    public const string Section = "Engagement:RabbitMq";

    /// <summary>The broker: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps://</c>. Required.</summary>
    [Required]
    public string Uri { get; set; } = string.Empty;

    /// <summary>What the queues' names begin with: <c>engagement.events.0</c> and so on, and <c>engagement.events.dead</c>.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,100}", ErrorMessage = "expected 1 to 100 of letters, digits, '.', '_' and '-'")]
    public string Queue { get; set; } = "engagement.events";

    /// <summary>Queues that the people are spread over. 1 to 256, default 8. Changed only while all are empty: a person moves to another queue.</summary>
    [Range(1, 256)]
    public int Partitions { get; set; } = 8;

    /// <summary>Items of a queue in hand at once, and checkpointed together. 1 to 10,000, default 256.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 256;

    /// <summary>Whether this process reads the stream; it may put events on it either way. Default true.</summary>
    public bool Read { get; set; } = true;

    /// <summary>The write or secret key of payloads that bring none and come from no gateway. None: such payloads go to the dead letters.</summary>
    public string? WriteKey { get; set; }

    /// <summary>Seconds that the broker has to confirm what was put on the stream. 1 to 60, default 5.</summary>
    [Range(1, 60)]
    public int ConfirmSeconds { get; set; } = 5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!System.Uri.TryCreate(Uri, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            // Not the value: it may hold a password.
            yield return new ValidationResult("expected amqp://user:password@host:port/vhost, or amqps://", [nameof(Uri)]);
        }
    }

    internal string QueueOf(int partition) => $"{Queue}.{partition}";

    internal string DeadQueue => $"{Queue}.dead";
}
