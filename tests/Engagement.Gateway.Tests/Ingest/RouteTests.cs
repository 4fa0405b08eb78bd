using System.Text;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class RouteTests : IngestTests
{
    private const string Track = """{"userId":"u1","event":"x","messageId":"m1"}""";

    [Theory]
    [InlineData("identify", "i", """{"userId":"u1"}""", typeof(UserCommand.Identify))]
    [InlineData("track", "t", Track, typeof(UserCommand.Track))]
    [InlineData("page", "p", """{"userId":"u1"}""", typeof(UserCommand.Track))]
    [InlineData("screen", "s", """{"userId":"u1"}""", typeof(UserCommand.Track))]
    [InlineData("group", "g", """{"userId":"u1","groupId":"g1"}""", typeof(UserCommand.Group))]
    [InlineData("alias", "a", """{"userId":"u1","previousId":"u1"}""", typeof(UserCommand.Alias))]
    [InlineData("batch", "b", """{"batch":[{"type":"track","userId":"u1","event":"x"}]}""", typeof(UserCommand.Track))]
    public async Task A_call_has_a_name_and_a_letter_with_and_without_the_version(string name, string letter, string body, Type command)
    {
        foreach (var path in new[] { $"/v1/{name}", $"/v1/{letter}", $"/{name}", $"/{letter}", $"/v1/{name}/" })
        {
            (await App.PostAsync(path, body)).ShouldSucceed();
        }

        Host.Commands.Count.ShouldBe(5);
        Host.Commands.ShouldAllBe(envelope => envelope.Command.GetType() == command && envelope.Key == Person("u1"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_is_read_whatever_its_label(string label) =>
        (await App.PostAsync("/v1/track", Track, ("Content-Type", label))).ShouldSucceed();

    [Fact]
    public async Task A_body_without_a_length_or_with_a_byte_order_mark_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent("\uFEFF" + Track) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("Authorization", IngestApp.Basic(RecordingHost.WriteKey));

        using var response = await App.Http.SendAsync(request);

        (await Answered.OfAsync(response)).ShouldSucceed();
        Host.Commands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_large_batch_comes_whole()
    {
        var items = string.Join(',', Enumerable.Range(0, 2_000).Select(n => $$"""{"type":"track","userId":"u{{n}}","event":"e{{n % 7}}","messageId":"m{{n}}"}"""));

        (await App.PostAsync("/v1/batch", $$"""{"batch":[{{items}}]}""")).ShouldSucceed();

        Host.Calls.Count.ShouldBe(1);
        Host.Commands.Select(envelope => envelope.Key.Id).ShouldBe(Enumerable.Range(0, 2_000).Select(n => $"u{n}"));
    }

    [Fact]
    public async Task What_the_batch_says_holds_for_items_that_do_not_say_it()
    {
        await App.PostAsync("/v1/batch", """
            {"context":{"locale":"nb","timezone":"Europe/Oslo"},
             "batch":[{"type":"track","userId":"u1","event":"x"},{"type":"track","userId":"u2","event":"x","context":{"locale":"fa"}}]}
            """);

        Host.Commands.Select(envelope => ((UserCommand.Track)envelope.Command).Context).ShouldBe(
            [new ClientContext("Europe/Oslo", "nb", null, null), new ClientContext("Europe/Oslo", "fa", null, null)]);
    }

    [Fact]
    public async Task Members_may_be_written_with_escapes()
    {
        await App.PostAsync("/v1/track", """{"\u0075serId":"u\u0031","event":"Product\u0020Added","properties":{"pric\u0065":9},"context":{"locale":"\u006eb"}}""");

        var command = (UserCommand.Track)Host.Commands.Single().Command;
        Host.Commands.Single().Key.ShouldBe(Person("u1"));
        command.Event.ShouldBe("Product Added");
        command.Properties["price"].Number.ShouldBe(9);
        command.Context!.Locale.ShouldBe("nb");
    }

    [Fact]
    public async Task An_empty_batch_is_taken()
    {
        (await App.PostAsync("/v1/batch", """{"batch":[]}""")).ShouldSucceed();
        Host.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_is_told_to_come_back_when_the_host_is_full()
    {
        Host.Answering = _ => new Answer(Refusal.Of(Refusal.Overloaded, "the mailbox is full"), null, default);

        var answered = await App.PostAsync("/v1/track", Track);

        answered.ShouldBeProblem(429, Refusal.Overloaded);
        int.Parse(answered.Header("Retry-After")!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_client_is_told_to_come_back_when_one_item_of_a_batch_could_not_be_saved()
    {
        Host.Answering = envelope => envelope.Key.Id == "u2" ? new Answer(Refusal.Of(Refusal.Unavailable, "the disk is full"), null, default) : default;

        var answered = await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"track","userId":"u1","event":"x"},{"type":"track","userId":"u2","event":"x"}]}
            """);

        answered.ShouldBeProblem(503, Refusal.Unavailable);
        int.Parse(answered.Header("Retry-After")!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_event_of_somebody_erased_is_reported_and_never_asked_for_again()
    {
        Host.Answering = envelope => envelope.Key.Id == "gone" ? new Answer(Refusal.Of(Refusal.Erased, "erased"), null, default) : default;

        var answered = await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"track","userId":"u1","event":"x","messageId":"m1"},{"type":"track","userId":"gone","event":"x","messageId":"m2"}]}
            """);

        answered.Status.ShouldBe(200);
        answered.Body.ShouldBe("""{"success":true,"rejected":[{"index":1,"messageId":"m2","errors":{"/batch/1/userId":"erased"}}]}""");
    }

    [Fact]
    public async Task A_workspace_that_is_not_loaded_is_not_available()
    {
        Host.Catalog = null;
        (await App.PostAsync("/v1/track", Encoding.UTF8.GetBytes(Track))).ShouldBeProblem(503, Refusal.Unavailable);
    }

    private static ActorKey Person(string userId) => ActorKey.Of(RecordingHost.Workspace, PersonId.Known(userId));
}
