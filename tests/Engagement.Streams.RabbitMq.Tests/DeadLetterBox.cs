using System.Text.Json;
using Engagement.Core;
using Engagement.Runtime.Streams;
using NodaTime.Text;

namespace Engagement.Streams.RabbitMq.Tests;

/// <summary>Reads back what is kept on a queue of dead letters.</summary>
internal static class DeadLetterBox
{
    public static DeadLetter LetterOf(Delivery delivery)
    {
        string Header(string name) => Messages.TextOf(delivery.Properties.Headers, $"engagement-{name}")!;
        var errors = JsonSerializer.Deserialize<Dictionary<string, string>>(Header("errors"))!;
        var reason = new Refusal(Header("code"), Header("detail"), ValueList.From(errors.Select(error => new FieldError(error.Key, error.Value))));
        return new DeadLetter(
            Header("source"), Header("partition"), Messages.ItemOf(delivery), reason, InstantPattern.ExtendedIso.Parse(Header("refused")).Value);
    }
}
