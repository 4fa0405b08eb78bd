using System.Text.Json;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>
/// What a batch says for all of its calls, to be said again in each event that is made of it: when it was sent, and of its context what is
/// read there. The client decides how large its context is, and into how many events its batch falls, so the rest stays behind.
/// </summary>
internal static class SharedMembers
{
    public static void Write(Utf8JsonWriter into, RequestContent content, ReadOnlySpan<byte> body)
    {
        Write(into, "sentAt"u8, content.Shared[Field.SentAt], body);
        if (!content.Shared[Field.Context].IsPresent)
        {
            return;
        }

        ref readonly var context = ref content.Shared.Context;
        into.WriteStartObject("context"u8);
        Write(into, "timezone"u8, context.Zone, body);
        Write(into, "locale"u8, context.Locale, body);
        into.WriteStartObject("page"u8);
        Write(into, "path"u8, context.Path, body);
        into.WriteEndObject();
        into.WriteStartObject("device"u8);
        Write(into, "id"u8, context.Device, body);
        Write(into, "token"u8, context.Token, body);
        into.WriteEndObject();
        into.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter into, ReadOnlySpan<byte> name, Slice value, ReadOnlySpan<byte> body)
    {
        // What is longer is passed over by whoever reads it.
        if (value.IsPresent && value.Length <= ItemContexts.Longest)
        {
            into.WritePropertyName(name);
            into.WriteRawValue(value.QuotedIn(body), skipInputValidation: true);
        }
    }
}
