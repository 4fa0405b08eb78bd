namespace Engagement.EndToEnd.Surface;

public sealed class KeysTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    private const string Event = """{"userId":"u","event":"Product Viewed"}""";
    private const string Batch = """{"batch":[{"type":"track","userId":"u","event":"Product Viewed"}]}""";

    [Theory]
    [InlineData("POST", "/v1/track")]
    [InlineData("POST", "/v1/batch")]
    [InlineData("GET", "/v1/campaigns")]
    [InlineData("GET", "/v1/settings")]
    [InlineData("GET", "/v1/users/u")]
    [InlineData("GET", "/v1/inapp/messages?userId=u")]
    public async Task A_wrong_key_and_no_key_are_unauthorized(string method, string path)
    {
        var server = await servers.Get();
        var body = method == "POST" ? path.EndsWith("batch", StringComparison.Ordinal) ? Batch : Event : null;
        (await server.Api.Send(new HttpMethod(method), path, body, "wk_notakey")).ShouldBeProblem(401);
        (await server.Api.Send(new HttpMethod(method), path, body, "sk_notakey")).ShouldBeProblem(401);
        (await server.Api.Send(new HttpMethod(method), path, body, key: null)).ShouldBeProblem(401);
    }

    [Theory]
    [InlineData("GET", "/v1/campaigns")]
    [InlineData("GET", "/v1/settings")]
    [InlineData("GET", "/v1/users/u")]
    [InlineData("DELETE", "/v1/users/u")]
    public async Task The_public_key_does_not_open_what_is_private(string method, string path)
    {
        var server = await servers.Get();
        (await server.Api.Send(new HttpMethod(method), path, null, server.Api.WriteKey)).ShouldBeProblem(403);
    }

    [Fact]
    public async Task Keys_are_kept_hashed()
    {
        await using var server = await EngagementServer.Start();
        var seen = 0;
        foreach (var file in Directory.GetFiles(server.Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = await TextOf(file);
            text.ShouldNotContain(server.Api.WriteKey);
            text.ShouldNotContain(server.Api.SecretKey);
            seen += text.Contains("default", StringComparison.Ordinal) ? 1 : 0;
        }

        seen.ShouldBePositive("the workspace is in none of the files: these cannot be all");
    }

    private static async Task<string> TextOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return System.Text.Encoding.Latin1.GetString(bytes.ToArray());
        }
        catch (FileNotFoundException)
        {
            // A database at work lets files go.
            return string.Empty;
        }
    }
}
