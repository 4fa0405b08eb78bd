using System.Text.Json;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// Keeps dead letters on a queue of the same broker: the body as it came, under the id it had, with the headers it had and, beside them, its
/// place (<c>engagement-source</c>, <c>-partition</c>) and why (<c>engagement-code</c>, <c>-detail</c>, <c>-errors</c>, <c>-refused</c>).
/// </summary>
public sealed class RabbitMqDeadLetters(IOptions<RabbitMqOptions> options) : IDeadLetters, IAsyncDisposable
{
    // Headers of a message share one frame of 131,072 bytes.
    private const int LongestDetail = 1_000;
    private const int LongestErrors = 16_000;

    private readonly ConfirmedPublisher _publisher = new(options.Value, "dead letters");

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var properties = Messages.PropertiesOf(letter.Item.Id, letter.Item.Stamp);
        properties.Headers ??= new Dictionary<string, object?>();
        properties.Headers["engagement-source"] = letter.Source;
        properties.Headers["engagement-partition"] = letter.Partition;
        properties.Headers["engagement-code"] = letter.Reason.Code;
        properties.Headers["engagement-detail"] = Cut(letter.Reason.Detail);
        properties.Headers["engagement-errors"] = ErrorsOf(letter.Reason);
        properties.Headers["engagement-refused"] = InstantPattern.ExtendedIso.Format(letter.At);
        await _publisher.PublishAsync([(options.Value.DeadQueue, properties, letter.Item.Body)], cancellationToken);
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private static string Cut(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail];

    /// <summary>JSON pointers to what was expected there; those that fit.</summary>
    private static string ErrorsOf(Refusal reason)
    {
        var errors = new Dictionary<string, string>();
        var length = 0;
        foreach (var error in reason.Errors)
        {
            length += error.Pointer.Length + error.Message.Length;
            if (length > LongestErrors)
            {
                break;
            }

            errors[error.Pointer] = error.Message;
        }

        return JsonSerializer.Serialize(errors);
    }
}
