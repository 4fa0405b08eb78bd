using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>What would be more than is kept of one person is refused with the number, and in a batch takes nothing else with it.</summary>
public sealed class PersonBoundsTests : IngestTests
{
    [Theory]
    [InlineData("identify", Refusal.TooLarge, 413, FaultReason.TooLarge)]
    [InlineData("group", Refusal.TooLarge, 413, FaultReason.TooLarge)]
    [InlineData("group", Refusal.TooManyGroups, 409, FaultReason.TooMany)]
    public async Task A_call_of_its_own_is_refused(string call, string code, int status, FaultReason reason)
    {
        Refuse(code, "/there");

        var answered = await App.PostAsync($"/v1/{call}?wait=decision", """{"userId":"full","anonymousId":"a1","groupId":"g","traits":{"a":1}}""");

        answered.ShouldBeProblem(status, code, "/there");
        answered.Body.ShouldContain("at most 7");
        App.Faults.CountOf(reason).ShouldBe(1);
    }

    [Fact]
    public async Task An_item_of_a_batch_is_reported_and_the_others_are_taken()
    {
        Refuse(Refusal.TooLarge, "/traits");

        var answered = await App.PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","userId":"u1","event":"x"},
              {"type":"identify","userId":"full","anonymousId":"a1","traits":{"a":1},"messageId":"m1"},
              {"type":"track","userId":"u2","event":"x"}]}
            """);

        answered.Status.ShouldBe(200);
        answered.Body.ShouldBe("""{"success":true,"rejected":[{"index":1,"messageId":"m1","errors":{"/batch/1/traits":"at most 7"}}]}""");
        Host.Commands.Select(envelope => envelope.Key.Id).ShouldBe(["u1", "full", "u2"]);
    }

    [Fact]
    public async Task A_batch_of_one_is_a_batch()
    {
        Refuse(Refusal.TooManyGroups, "/groupId");

        (await App.PostAsync("/v1/batch", """{"batch":[{"type":"group","userId":"full","groupId":"g"}]}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Somebody_erased_is_still_told_with_success()
    {
        Refuse(Refusal.Erased, "/userId");

        (await App.PostAsync("/v1/identify", """{"userId":"full"}""")).Status.ShouldBe(200);
    }

    private void Refuse(string code, string pointer) => Host.Answering = envelope => envelope is { Key.Id: "full", Command: not UserCommand.Link }
        ? new Answer(new Refusal(code, "at most 7", [new FieldError(pointer, "at most 7")]), null, default)
        : default;
}
