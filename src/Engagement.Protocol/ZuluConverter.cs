using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engagement.Protocol;

/// <summary>Instants as RFC 3339 in UTC with a <c>Z</c>, with as many fractional digits as are needed.</summary>
public sealed class ZuluConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
