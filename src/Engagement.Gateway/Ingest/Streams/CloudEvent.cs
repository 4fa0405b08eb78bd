using System.Text.Json;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>
/// A CloudEvent 1.0 in structured mode (CloudEvents JSON Event Format 1.0.2) whose data is a call or a batch. Of its attributes only those that
/// make it one are read: what happened, to whom and when, the call says itself. Its source and id stand for a message id that is missing.
/// </summary>
internal static class CloudEvent
{
    private const string Version = "1.0";

    /// <summary>Reads the object the reader stands on the start of, to its end.</summary>
    public static PayloadPart Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string pointer)
    {
        var found = default(Found);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, body, ref found);
        }

        if (found.Fault(pointer) is { } fault)
        {
            return new PayloadPart(default, false, pointer) { Fault = fault };
        }

        var part = Payload.Plain(found.Data ?? found.Decoded!, pointer + (found.Data is null ? "/data_base64" : "/data"));
        return part with { Id = $"{found.Source}\n{found.Id}" };
    }

    private static void ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ref Found found)
    {
        if (reader.ValueTextEquals("specversion"u8))
        {
            found.SpecVersion = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            found.Id = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("source"u8))
        {
            found.Source = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            found.Type = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            found.HasData = true;
            found.Data = ReadObject(ref reader, body);
        }
        else if (reader.ValueTextEquals("data_base64"u8))
        {
            found.HasDecoded = true;
            found.Decoded = ReadBytes(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return text;
    }

    private static ReadOnlyMemory<byte>? ReadObject(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        if (!isObject)
        {
            return null;
        }

        return body[from..(int)reader.BytesConsumed];
    }

    private static byte[]? ReadBytes(ref Utf8JsonReader reader)
    {
        reader.Read();
        var bytes = reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var decoded) ? decoded : null;
        reader.Skip();
        return bytes;
    }

    private struct Found
    {
        public string? SpecVersion;
        public string? Id;
        public string? Source;
        public string? Type;
        public bool HasData;
        public ReadOnlyMemory<byte>? Data;
        public bool HasDecoded;
        public byte[]? Decoded;

        public readonly BodyFault? Fault(string pointer)
        {
            if (SpecVersion != Version)
            {
                return new BodyFault(FaultReason.WrongType, pointer + "/specversion", $"expected the text {Version}");
            }

            foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("/id", Id), ("/source", Source), ("/type", Type)])
            {
                if (string.IsNullOrEmpty(value))
                {
                    return new BodyFault(FaultReason.Missing, pointer + name, "expected a text");
                }
            }

            if (HasData == HasDecoded)
            {
                return new BodyFault(HasData ? FaultReason.Duplicate : FaultReason.Missing, pointer + "/data", "expected one of data and data_base64");
            }

            return (HasData, Data, Decoded) switch
            {
                (true, null, _) => new BodyFault(FaultReason.WrongType, pointer + "/data", "expected an object"),
                (false, _, null) => new BodyFault(FaultReason.WrongType, pointer + "/data_base64", "expected bytes in base64"),
                _ => null,
            };
        }
    }
}
