using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Streams.RabbitMq.Tests.Broker;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Engagement.Streams.RabbitMq.Tests;

[Collection(BrokerCollection.Name)]
public sealed class RabbitMqDeadLettersTests(BrokerFixture broker)
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly CancellationTokenSource _late = new(TimeSpan.FromMinutes(1));

    [BrokerFact]
    public async Task A_letter_is_kept_as_it_was_with_when_it_was_put_on_the_stream()
    {
        var letter = LetterOf("is 'not' <right>: سلام 😀", new FieldError("/event/ß", "\"expected\" &c."), new FieldError("", "and more"));

        var kept = await KeepAsync(letter);

        kept.ShouldBeEquivalentTo(letter with { Item = letter.Item with { Body = kept.Item.Body } });
        kept.Item.Body.ToArray().ShouldBe(letter.Item.Body.ToArray());
    }

    [BrokerFact]
    public async Task Two_faults_of_one_field_are_both_kept() =>
        (await KeepAsync(LetterOf("x", new FieldError("/a", "one"), new FieldError("/a", "two")))).Reason.Errors
            .ShouldHaveSingleItem().ShouldBe(new FieldError("/a", "one; two"));

    [BrokerFact]
    public async Task However_much_there_is_to_say_it_fits_beside_the_letter()
    {
        // As it stands in JSON, a control character takes six bytes.
        var longest = new string('\u0001', 30_000);
        var errors = Enumerable.Range(0, 5_000).Select(at => new FieldError($"/{at}{longest}", longest)).ToArray();

        var kept = await KeepAsync(LetterOf(longest, errors));

        kept.Reason.Detail.ShouldBe($"{longest[..1_000]}…");
        kept.Reason.Errors.Count.ShouldBeInRange(1, 100);
        kept.Reason.Errors[0].ShouldBe(new FieldError($"/0{longest[..998]}…", $"{longest[..1_000]}…"));
    }

    [BrokerFact]
    public async Task Small_faults_without_number_fit_too()
    {
        var errors = Enumerable.Range(0, 200_000).Select(at => new FieldError($"{at}", "")).ToArray();

        (await KeepAsync(LetterOf("x", errors))).Reason.Errors.Count.ShouldBeGreaterThan(1_000);
    }

    [BrokerFact]
    public async Task No_text_is_cut_within_a_character() =>
        (await KeepAsync(LetterOf(new string('x', 999) + "😀"))).Reason.Detail.ShouldBe(new string('x', 999) + "…");

    private static DeadLetter LetterOf(string detail, params FieldError[] errors) => new(
        "events",
        "3",
        new StreamItem("m-1", "{\"userId\":\"سلام\"}"u8.ToArray())
        {
            Stamp = new GatewayStamp(new WorkspaceId("shop"), MayJoinKnown: false, Now) { SentAt = 5, Call = "track" },
            EnqueuedAt = Now - Duration.FromSeconds(1),
        },
        new Refusal("malformed", detail, ValueList.From(errors)),
        Now);

    private async Task<DeadLetter> KeepAsync(DeadLetter letter)
    {
        var options = broker.NewStream(partitions: 1, batchSize: 8);
        await using var letters = new RabbitMqDeadLetters(Options.Create(options));
        await letters.AddAsync(letter, _late.Token);
        await using var connection = new BrokerConnection(options, "test");
        await using var deliveries = await Deliveries.StartAsync(
            await connection.OpenChannelAsync(null, _late.Token), options.DeadQueue, prefetch: 1, _late.Token);
        return DeadLetterBox.LetterOf((await deliveries.ReadAsync(1, _late.Token)).ShouldHaveSingleItem());
    }
}
