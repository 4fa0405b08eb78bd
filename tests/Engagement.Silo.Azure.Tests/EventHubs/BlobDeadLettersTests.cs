using System.Text;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using Engagement.Silo.Azure.Tests.Azurite;
using NodaTime;

namespace Engagement.Silo.Azure.Tests.EventHubs;

[Collection(AzuriteCollection.Name)]
public sealed class BlobDeadLettersTests(AzuriteFixture azurite)
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 12, 0);

    [AzuriteFact]
    public async Task A_letter_is_kept_to_the_byte_in_a_container_that_is_made_for_it()
    {
        var container = azurite.NewContainer();
        var stamp = new GatewayStamp(new WorkspaceId("shop"), MayJoinKnown: false, Now);
        var letter = LetterOf("7@1", "{\"userId\":\"سلام\"}"u8.ToArray(), stamp);

        await new BlobDeadLetters(container).AddAsync(letter, default);

        var kept = (await DeadLetterBox.ReadAsync(container)).ShouldHaveSingleItem();
        kept.ShouldBeEquivalentTo(letter with { Item = letter.Item with { Body = kept.Item.Body } });
        kept.Item.Body.ToArray().ShouldBe(letter.Item.Body.ToArray());
    }

    [AzuriteFact]
    public async Task A_letter_that_comes_again_overwrites_itself()
    {
        var container = azurite.NewContainer();
        var letters = new BlobDeadLetters(container);

        await letters.AddAsync(LetterOf("7@1", [1]), default);
        await letters.AddAsync(LetterOf("8@1", [2]), default);
        await letters.AddAsync(LetterOf("7@1", [1]) with { At = Now + Duration.FromHours(1) }, default);

        (await DeadLetterBox.ReadAsync(container)).Select(letter => letter.Item.Id).ShouldBe(["7@1", "8@1"]);
    }

    [AzuriteFact]
    public async Task Bytes_that_are_no_text_and_ids_that_are_no_names_are_kept()
    {
        var container = azurite.NewContainer();
        var letters = new BlobDeadLetters(container);
        string[] ids = ["../a b%/é", new string('x', 3_000)];
        foreach (var id in ids)
        {
            await letters.AddAsync(LetterOf(id, [0xff, 0, 0xfe]), default);
        }

        var kept = await DeadLetterBox.ReadAsync(container);

        kept.Select(letter => letter.Item.Id).ShouldBe(ids, ignoreOrder: true);
        kept.ShouldAllBe(letter => letter.Item.Body.ToArray().SequenceEqual(new byte[] { 0xff, 0, 0xfe }));
    }

    [Fact]
    public void A_letter_about_somebody_who_was_erased_says_no_more_than_its_place()
    {
        var document = Encoding.UTF8.GetString(DeadLetterDocument.Of(LetterOf("7@1", default)).Encode());

        document.ShouldContain("\"body\": \"\"");
        document.ShouldContain("\"id\": \"7@1\"");
    }

    private static DeadLetter LetterOf(string id, byte[]? body, GatewayStamp? stamp = null) => new(
        "events",
        "3",
        new StreamItem(id, body) { Stamp = stamp, EnqueuedAt = Now - Duration.FromSeconds(1) },
        new Refusal("malformed", "is not right", ValueList.From([new FieldError("/event", "expected text")])),
        Now);
}
