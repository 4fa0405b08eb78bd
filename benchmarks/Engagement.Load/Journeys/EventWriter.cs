using System.Buffers;
using System.Text;

namespace Engagement.Load.Journeys;

/// <summary>
/// Renders events as the bodies a Segment client sends, leaving fixed-width places for what must be new at each send:
/// the message id and the instants.
/// </summary>
internal sealed class EventWriter(ArrayBufferWriter<byte> output, PayloadPlaces places)
{
    private static readonly byte[] Place = [.. Enumerable.Repeat((byte)'0', 24)];
    private static readonly string[] Locales = ["en-GB", "nb-NO", "de-DE", "fa-IR"];
    private static readonly string[] Zones = ["Europe/Oslo", "Europe/Berlin", "Asia/Tehran", "America/New_York"];

    public static string UserId(int user) => $"user-{user:D7}";

    public void Write(in ShopEvent shopped)
    {
        Text(shopped.Kind switch
        {
            CallKind.Track => $$"""{"type":"track","event":"{{shopped.Name}}",""",
            CallKind.Page => $$"""{"type":"page","name":"{{shopped.Name}}",""",
            _ => """{"type":"identify",""",
        });
        Text($$"""
            "userId":"{{UserId(shopped.User)}}","context":{"library":{"name":"load","version":"1.0.0"},"locale":"{{Locales[shopped.User % 4]}}","timezone":"{{Zones[shopped.User % 4]}}"},
            """);
        Text(shopped.Kind switch
        {
            CallKind.Track => Properties(shopped),
            CallKind.Page => $$"""
                "properties":{"path":"/p/{{shopped.Product}}","title":"{{shopped.Name}} {{shopped.Product}}","url":"https://shop.example/p/{{shopped.Product}}","category":"c-{{shopped.Category}}"},
                """,
            _ => $$"""
                "traits":{"firstName":"Kim {{shopped.User % 977}}","email":"user{{shopped.User}}@shop.example","plan":"{{(shopped.User % 20 == 0 ? "enterprise" : "pro")}}","visits":{{shopped.User % 61}}},
                """,
        });
        WriteMoment();
    }

    /// <summary>A `Pinged` of one user whose property `n` is the number of the send, ten digits as text.</summary>
    public void WritePing(string user)
    {
        Text($$"""{"type":"track","event":"Pinged","userId":"{{user}}","properties":{"category":"c-1","price":1,"n":" """.TrimEnd());
        places.Numbers.Add(output.WrittenCount);
        output.Write(Place.AsSpan(0, Stamp.NumberWidth));
        Text("\"},");
        WriteMoment();
    }

    public void WriteBatchStart() => Text("{\"batch\":[");

    public void WriteComma() => Text(",");

    public void WriteBatchEnd()
    {
        Text("],\"sentAt\":\"");
        WritePlace(places.Instants);
        Text("\"}");
    }

    private static string Properties(in ShopEvent shopped) => $$"""
        "properties":{"product_id":"p-{{shopped.Product}}","name":"Thing {{shopped.Product}}","category":"c-{{shopped.Category}}","price":{{shopped.Price}},"quantity":{{1 + (shopped.Product % 3)}},"currency":"EUR"},
        """;

    private void WriteMoment()
    {
        Text("\"messageId\":\"load-");
        WritePlace(places.Ids);
        Text("\",\"timestamp\":\"");
        WritePlace(places.Instants);
        Text("\"}");
    }

    private void WritePlace(List<int> kind)
    {
        kind.Add(output.WrittenCount);
        output.Write(Place);
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
