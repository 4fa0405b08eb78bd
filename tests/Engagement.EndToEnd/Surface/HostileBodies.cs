using System.IO.Compression;
using System.Text;

namespace Engagement.EndToEnd.Surface;

/// <summary>Bodies that no well-meaning client sends.</summary>
internal static class HostileBodies
{
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["nothing"] = [],
        ["a brace"] = "{"u8.ToArray(),
        ["null"] = "null"u8.ToArray(),
        ["a number"] = "1e999999"u8.ToArray(),
        ["a text"] = "\"text\""u8.ToArray(),
        ["an empty list"] = "[]"u8.ToArray(),
        ["an empty object"] = "{}"u8.ToArray(),
        ["a list of oddities"] = "[1,null,\"x\",[],{},true]"u8.ToArray(),
        ["zeros"] = new byte[2000],
        ["a byte order mark"] = [0xef, 0xbb, 0xbf, .. "{\"userId\":\"u\",\"event\":\"e\"}"u8],
        ["UTF-16"] = Encoding.Unicode.GetBytes("{\"userId\":\"u\",\"event\":\"e\"}"),
        ["bad UTF-8"] = [.. "{\"userId\":\""u8, 0xff, 0xc0, 0x80, 0xf5, .. "\",\"event\":\"e\"}"u8],
        ["half of a surrogate pair"] = Encoding.ASCII.GetBytes("""{"userId":"\ud800","event":"\udfff","traits":{"\ud800":"\ud800"}}"""),
        ["control characters"] = Encoding.ASCII.GetBytes("""{"userId":"a\u0000b","event":"\n\u0007","messageId":"\u0001"}"""),
        ["deep lists"] = Encoding.ASCII.GetBytes(new string('[', 20_000)),
        ["deep objects"] = Encoding.ASCII.GetBytes("{\"userId\":\"u\",\"event\":\"e\",\"properties\":" + Repeated("{\"a\":", 5_000) + "1" + Repeated("}", 5_000) + "}"),
        ["keys twice"] = Encoding.ASCII.GetBytes("""{"userId":"a","userId":"b","event":"e","event":1,"batch":[],"batch":{}}"""),
        ["wrong types"] = Encoding.ASCII.GetBytes(
            """{"userId":{},"anonymousId":[],"event":7,"messageId":false,"timestamp":{},"sentAt":[],"properties":"p","traits":3,"context":"c","batch":"b"}"""),
        ["wrong types inside"] = Encoding.ASCII.GetBytes(
            """{"userId":"u","event":"e","context":{"timezone":5,"locale":{},"page":[],"app":1,"device":"d","library":null},"timestamp":"yesterday"}"""),
        ["far times"] = Encoding.ASCII.GetBytes(
            """{"userId":"u","event":"e","timestamp":"9999-12-31T23:59:59.999Z","sentAt":"0001-01-01T00:00:00Z","originalTimestamp":"-0001-01-01T00:00:00Z"}"""),
        ["numbers at the edge"] = Encoding.ASCII.GetBytes(
            """{"userId":"u","event":"e","properties":{"price":1e400,"n":-0,"m":123456789012345678901234567890,"e":1E-400}}"""),
        ["a long id"] = Encoding.ASCII.GetBytes($$"""{"userId":"{{Repeated("x", 5000)}}","event":"{{Repeated("y", 5000)}}","messageId":"{{Repeated("z", 5000)}}"}"""),
        ["ids that walk"] = Encoding.ASCII.GetBytes("""{"userId":"../../etc/passwd","event":"' OR 1=1 --","anonymousId":"%00%2e","groupId":"<script>"}"""),
        ["a batch of oddities"] = Encoding.ASCII.GetBytes(
            """{"batch":[1,null,"x",[],{},{"type":7},{"type":"nothing"},{"type":"track"},{"type":"track","userId":"u"},{"type":"alias","userId":"u","previousId":"u"}]}"""),
        ["an empty batch"] = "{\"batch\":[]}"u8.ToArray(),
        ["a batch cut short"] = "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\"},"u8.ToArray(),
        ["too much"] = Encoding.ASCII.GetBytes("{\"userId\":\"u\",\"event\":\"" + Repeated("x", 900_000) + "\"}"),
        ["far too much"] = Encoding.ASCII.GetBytes("{\"userId\":\"u\",\"event\":\"" + Repeated("x", 3_000_000) + "\"}"),
        ["a gzip bomb"] = Gzip(new byte[50_000_000]),
        ["half a gzip"] = Gzip(new byte[10_000])[..20],
        ["only a gzip's head"] = [0x1f, 0x8b],
        ["gzip in gzip"] = Gzip(Gzip("{\"userId\":\"u\",\"event\":\"e\"}"u8.ToArray())),
    };

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static byte[] Gzip(byte[] plain)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return body.ToArray();
    }
}
