using System.Text.Json;
using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Mapping;
using NodaTime;

namespace Engagement.Gateway.InApp;

/// <summary>Reads receipts one by one: a bad one is noted with its pointer and left out, the others are taken.</summary>
internal static class ReceiptReader
{
    public const int Most = 500;

    private const int LongestReason = 500;
    private const int LongestAnswer = 4096;

    /// <param name="now">Receipts dated later are taken as of now.</param>
    /// <param name="errors">What was wrong.</param>
    public static ValueList<Receipt> Read(JsonElement body, Instant now, List<FieldError> errors)
    {
        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() is 0 or > Most)
        {
            errors.Add(new FieldError(string.Empty, $"expected a list of 1 to {Most} receipts"));
            return [];
        }

        var taken = new List<Receipt>(body.GetArrayLength());
        var index = 0;
        foreach (var item in body.EnumerateArray())
        {
            var faults = new List<FieldError>();
            if (ReadOne(item, $"/{index++}", now, faults) is { } receipt && faults.Count == 0)
            {
                taken.Add(receipt);
            }

            errors.AddRange(faults);
        }

        return ValueList.From(taken);
    }

    private static Receipt? ReadOne(JsonElement item, string pointer, Instant now, List<FieldError> errors)
    {
        if (Fields.Of(item, pointer, errors) is not { } fields)
        {
            return null;
        }

        var receiptId = fields.Id("receiptId");
        var delivery = fields.Id("deliveryId");
        var kind = fields.Choice("kind", Names.ReceiptKinds);
        var action = fields.Text("action", OpaqueId.MaximumLength);
        var answer = fields.Any("answer")?.GetRawText();
        var reason = fields.Text("reason", LongestReason);
        var at = fields.Instant("at") ?? now;
        if (answer?.Length > LongestAnswer)
        {
            fields.Refuse<string>("answer", $"expected at most {LongestAnswer} characters of JSON");
        }

        fields.End();
        return receiptId is null || delivery is null || kind is not { } known
            ? null
            : new Receipt(StableHash.Of(receiptId), new DeliveryId(delivery), known, action, answer, reason, Instant.Min(at, now));
    }
}
