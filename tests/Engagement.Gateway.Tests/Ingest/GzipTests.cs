using System.Text;
using Engagement.Gateway.Ingest;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class GzipTests : IngestTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(
        $$"""{"batch":[{{string.Join(',', Enumerable.Range(0, 500).Select(n => $$"""{"type":"track","userId":"u{{n}}","event":"x"}"""))}}]}""");

    private static readonly byte[] Zipped = IngestApp.Gzip(Plain);

    [Theory]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Content-Encoding", "identity")]
    [InlineData("Content-Type", "application/json")]
    public async Task Gzip_is_known_by_its_bytes_whatever_the_labels(string header, string value)
    {
        (await App.PostAsync("/v1/batch", Zipped, (header, value))).ShouldSucceed();
        Host.Commands.Count.ShouldBe(500);
    }

    [Fact]
    public async Task Plain_bytes_labelled_gzip_are_read()
    {
        (await App.PostAsync("/v1/batch", Plain, ("Content-Encoding", "gzip"))).ShouldSucceed();
        Host.Commands.Count.ShouldBe(500);
    }

    [Fact]
    public async Task Gzip_cut_short_anywhere_is_refused()
    {
        for (var length = 2; length < Zipped.Length; length += length > Zipped.Length - 24 ? 1 : 97)
        {
            (await App.PostAsync("/v1/batch", Zipped[..length])).ShouldBeProblem(400, Problems.Malformed);
        }

        Host.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gzip_with_a_wrong_check_is_refused()
    {
        var broken = Zipped.ToArray();
        broken[^6] ^= 1;

        (await App.PostAsync("/v1/batch", broken)).ShouldBeProblem(400, Problems.Malformed);
    }

    [Theory]
    [InlineData("/v1/track", IngestLimits.EventBytes)]
    [InlineData("/v1/batch", IngestLimits.BatchBytes)]
    public async Task A_bomb_stops_at_the_bound(string path, int bound)
    {
        var bomb = IngestApp.Gzip(new byte[20_000_000]);
        bomb.Length.ShouldBeLessThan(IngestLimits.BatchBytes);

        var answered = await App.PostAsync(path, bomb.Length > bound ? bomb[..bound] : bomb);

        answered.ShouldBeProblem(413, Problems.TooLarge);
        answered.Body.ShouldContain(bound.ToString());
    }
}
